import type { CaseView } from '../../../shared/contract/index.ts';
import { useFindings } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { type CitedRow, CitedRows } from '../../ui/CitedRows.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { utc } from '../../ui/format.ts';
import styles from './Overview.module.css';

interface FindingsProps {
  readonly view: CaseView;
  /** While a run adds exhibits, the findings of before stay. */
  readonly running: boolean;
  readonly onOpen: (cited: CitedRow) => void;
}

/** What stands out by rule in the newest answers, each with the rows behind it. */
export function Findings({ view, running, onOpen }: FindingsProps) {
  const findings = useFindings(view.caseId, view.exhibits.length, !running);
  return (
    <section aria-labelledby="findings" data-testid="findings">
      <h3 id="findings">What stands out</h3>
      {findings.error && <FailureBar failure={failureOf(findings.error)} />}
      {findings.isPending && !running && <p className={styles.lead}>Reading the exhibits…</p>}
      {findings.data?.length === 0 && (
        <p className={styles.lead}>
          No rule found anything in the rows so far. That is not the same as “nothing happened”.
        </p>
      )}
      <ol className={styles.findings}>
        {findings.data?.map(({ rule, text, at, citations }) => (
          <li key={`${rule} ${text}`} className={styles.finding}>
            <span className={styles.at}>{at ? utc(at) : ''}</span>
            <div>
              <p>{text}</p>
              <CitedRows rows={citations} atMost={4} onOpen={onOpen} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
