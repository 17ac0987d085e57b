import type { CaseId, Finding } from '../../../shared/contract/index.ts';
import { useFindingHistory } from '../../api/reads.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { EarlierRevisions, RecordHistory } from '../../ui/History.tsx';
import { SeverityBadge } from '../../ui/SeverityBadge.tsx';
import { FindingContent } from './FindingContent.tsx';
import styles from './Findings.module.css';

interface FindingHistoryProps {
  readonly caseId: CaseId;
  readonly finding: Finding;
  readonly onOpen: (cited: CitedRow) => void;
}

/** What the finding said before. */
export function FindingHistory(props: FindingHistoryProps) {
  return (
    <RecordHistory record={props.finding}>
      <EarlierFindings {...props} />
    </RecordHistory>
  );
}

function EarlierFindings({ caseId, finding, onOpen }: FindingHistoryProps) {
  const history = useFindingHistory(caseId, finding.findingId, finding.revision);
  return (
    <EarlierRevisions record={finding} history={history}>
      {(earlier) => (
        <>
          <p className={styles.titleLine}>
            <SeverityBadge severity={earlier.severity} />
            <strong>{earlier.title}</strong>
          </p>
          <FindingContent finding={earlier} onOpen={onOpen} />
        </>
      )}
    </EarlierRevisions>
  );
}
