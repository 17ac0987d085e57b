import { Badge, Button, Link, Skeleton, SkeletonItem } from '@fluentui/react-components';
import { BriefcaseRegular, DismissRegular } from '@fluentui/react-icons';
import type { Output } from '../../../shared/contract/index.ts';
import tableStyles from '../../ui/DataTable.module.css';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { utc } from '../../ui/format.ts';

type RecentCase = Output<'shell.recentCases'>[number];

interface RecentCasesProps {
  /** Undefined while it is being read. */
  readonly cases: readonly RecentCase[] | undefined;
  readonly busy: boolean;
  readonly onOpen: (path: string) => void;
  readonly onForget: (path: string) => void;
}

/** Cases opened before; removing one from the list leaves its file alone. */
export function RecentCases({ cases, busy, onOpen, onForget }: RecentCasesProps) {
  if (!cases) {
    return (
      <Skeleton aria-label="Reading the recent cases" className={tableStyles.skeleton ?? ''}>
        <SkeletonItem size={24} />
        <SkeletonItem size={24} />
        <SkeletonItem size={24} />
      </Skeleton>
    );
  }
  if (cases.length === 0) {
    return (
      <EmptyState icon={<BriefcaseRegular />} title="No cases yet">
        Open the sample workspace or a folder of logs, pick a device, and its case will be listed here.
      </EmptyState>
    );
  }
  return (
    <table className={tableStyles.table}>
      <thead>
        <tr>
          <th scope="col">Case</th>
          <th scope="col">Last opened</th>
          <th scope="col">File</th>
          <th scope="col">
            <span className="visually-hidden">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {cases.map(({ path, title, openedAt, exists }) => (
          <tr key={path}>
            <td>
              {exists ? (
                <Link as="button" disabled={busy} onClick={() => onOpen(path)}>
                  {title}
                </Link>
              ) : (
                <span className={tableStyles.missing}>
                  {title}
                  <Badge appearance="tint" color="warning" size="small">
                    File missing
                  </Badge>
                </span>
              )}
            </td>
            <td className={tableStyles.nowrap}>{utc(openedAt)}</td>
            <td className={tableStyles.path}>{path}</td>
            <td className={tableStyles.end}>
              <Button
                size="small"
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={`Remove ${title} from the list`}
                title="Remove from this list; the file stays where it is"
                onClick={() => onForget(path)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
