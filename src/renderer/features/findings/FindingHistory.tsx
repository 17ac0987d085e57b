import { useState } from 'react';
import type { CaseId, Finding } from '../../../shared/contract/index.ts';
import { useFindingHistory } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { utc } from '../../ui/format.ts';
import historyStyles from '../../ui/History.module.css';
import { SeverityBadge } from '../../ui/SeverityBadge.tsx';
import { FindingContent } from './FindingContent.tsx';
import styles from './Findings.module.css';

interface FindingHistoryProps {
  readonly caseId: CaseId;
  readonly finding: Finding;
  readonly onOpen: (cited: CitedRow) => void;
}

/** The finding's earlier revisions, read when they are asked for. */
export function FindingHistory(props: FindingHistoryProps) {
  const { finding } = props;
  const [open, setOpen] = useState(false);
  if (finding.revision === 1) return null;
  return (
    <details className={historyStyles.history} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        Revision {finding.revision}, {utc(finding.revisedAt)}
      </summary>
      {open && <Earlier {...props} />}
    </details>
  );
}

function Earlier({ caseId, finding, onOpen }: FindingHistoryProps) {
  const history = useFindingHistory(caseId, finding.findingId, finding.revision);
  if (history.error) return <FailureBar failure={failureOf(history.error)} />;
  return (
    <ol className={historyStyles.revisions}>
      {history.data
        ?.filter(({ revision }) => revision < finding.revision)
        .toReversed()
        .map((each) => (
          <li key={each.revision} className={styles.revision}>
            <p className={styles.muted}>
              Revision {each.revision}, {utc(each.revisedAt)}, {each.actor || 'unnamed'}
            </p>
            <p className={styles.titleLine}>
              <SeverityBadge severity={each.severity} />
              <strong>{each.title}</strong>
            </p>
            <FindingContent finding={each} onOpen={onOpen} />
          </li>
        ))}
    </ol>
  );
}
