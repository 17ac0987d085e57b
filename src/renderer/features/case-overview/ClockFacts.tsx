import { clockText } from '../../../core/time/skew.ts';
import type { CaseView } from '../../../shared/contract/index.ts';
import { useClock } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { utcRange } from '../../ui/format.ts';
import styles from './Overview.module.css';

/** The window asked and the one that the raw events cover, and how the device's clock stands to the service's. */
export function ClockFacts({ view, running }: { view: CaseView; running: boolean }) {
  const clock = useClock(view.caseId, view.exhibits.length, !running);
  if (clock.error) return <FailureBar failure={failureOf(clock.error)} />;
  if (!clock.data) return null;
  const { exhibit, deviceId, asked, covered } = clock.data;
  return (
    <section aria-labelledby="times" data-testid="clock">
      <h3 id="times">Time</h3>
      <p className={styles.lead}>
        Asked: {utcRange(asked)}. The raw events of {deviceId} cover {utcRange(covered)} (exhibit {exhibit}).
      </p>
      <p className={styles.lead}>{clockText(clock.data)} Everything here is in UTC and in order of UTC.</p>
    </section>
  );
}
