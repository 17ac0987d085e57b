import type { CaseView } from '../../../shared/contract/index.ts';
import { useObservations } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { type CitedRow, CitedRows } from '../../ui/CitedRows.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { utc } from '../../ui/format.ts';
import styles from './Overview.module.css';

interface ObservationsProps {
  readonly view: CaseView;
  /** While a run adds exhibits, the observations of before stay. */
  readonly running: boolean;
  readonly onOpen: (cited: CitedRow) => void;
}

/** What stands out by rule in the newest answers, each with the rows behind it. */
export function Observations({ view, running, onOpen }: ObservationsProps) {
  const observations = useObservations(view.caseId, view.exhibits.length, !running);
  return (
    <section aria-labelledby="observations" data-testid="observations">
      <h3 id="observations">What stands out</h3>
      {observations.error && <FailureBar failure={failureOf(observations.error)} />}
      {observations.isPending && !running && <p className={styles.lead}>Reading the exhibits…</p>}
      {observations.data?.length === 0 && (
        <p className={styles.lead}>
          No rule found anything in the rows so far. That is not the same as “nothing happened”.
        </p>
      )}
      <ol className={styles.observations}>
        {observations.data?.map(({ rule, text, at, citations }) => (
          <li key={`${rule} ${text}`} className={styles.observation}>
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
