import { Badge } from '@fluentui/react-components';
import {
  BriefcaseRegular,
  LockClosedRegular,
  PlugConnectedRegular,
  PlugDisconnectedRegular,
} from '@fluentui/react-icons';
import { sourceText } from '../../../core/sources/sourceText.ts';
import type { CaseView } from '../../../shared/contract/index.ts';
import { counted, shortHash, utcRange } from '../../ui/format.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';

/** What the case is about and in which state it is. */
export function CaseHeader({ view, onHome }: { view: CaseView; onHome: () => void }) {
  const { subject, source, custody } = view;
  return (
    <PageHeader
      icon={<BriefcaseRegular />}
      title={view.title}
      onHome={onHome}
      badges={
        <>
          {view.readOnly && (
            <Badge appearance="tint" color="warning" icon={<LockClosedRegular />}>
              Read-only
            </Badge>
          )}
          {view.sourceAvailable ? (
            <Badge appearance="tint" color="success" icon={<PlugConnectedRegular />} title={sourceText(source)}>
              Source available
            </Badge>
          ) : (
            <Badge appearance="tint" color="warning" icon={<PlugDisconnectedRegular />} title={sourceText(source)}>
              Source not reachable: saved exhibits only
            </Badge>
          )}
        </>
      }
    >
      <span>
        Device <strong>{subject.deviceId}</strong> at hub <strong>{subject.hubName}</strong>
      </span>
      <span>Window {utcRange(view.window)}</span>
      {view.examiner && <span>Examiner {view.examiner}</span>}
      <span title={`Head of the custody chain: ${custody.head}`}>
        {counted(custody.count, 'custody event')}, head <code>{shortHash(custody.head)}</code>
      </span>
    </PageHeader>
  );
}
