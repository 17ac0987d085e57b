import { Button, Spinner } from '@fluentui/react-components';
import { companionsInForce, readCounts } from '../../../core/companions/leftOut.ts';
import type { CaseView, Companion, ExhibitSummary, PlaybookStep } from '../../../shared/contract/index.ts';
import { useExhibitRows, useRefreshCase } from '../../api/reads.ts';
import { useAction } from '../../api/useAction.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { count, counted } from '../../ui/format.ts';
import styles from './Steps.module.css';
import type { StepVariant } from './stepState.ts';

interface LeftOutProps {
  readonly view: CaseView;
  readonly step: PlaybookStep;
  readonly variant: StepVariant;
  /** Why nothing can be run; undefined where it can. */
  readonly blocked: string | undefined;
  /** Shows an exhibit that was just kept. */
  readonly onKept: (exhibit: number) => void;
}

/** What a query leaves out, as counts; each leads to the rows behind it. */
export function LeftOut({ view, step, variant, blocked, onKept }: LeftOutProps) {
  return companionsInForce(step, view.exhibits)
    .filter(({ companion }) => companion.of === variant)
    .map(({ companion, exhibit }) => (
      <Counts key={companion.id} {...{ view, step, companion, exhibit, blocked, onKept }} />
    ));
}

interface CountsProps extends Omit<LeftOutProps, 'variant'> {
  readonly companion: Companion;
  readonly exhibit: ExhibitSummary;
}

function Counts({ view, step, companion, exhibit, blocked, onKept }: CountsProps) {
  const rows = useExhibitRows(view.caseId, exhibit.number, 100);
  const keep = useAction('exhibits.runCompanionRows');
  const refresh = useRefreshCase(view.caseId);
  const open = async (item: string) => {
    const made = await keep.run({ caseId: view.caseId, stepId: step.id, companion: companion.id, item });
    if (!made) return;
    await refresh();
    onKept(made.number);
  };
  if (exhibit.outcome === 'failed') {
    return (
      <p className={styles.leftOut}>
        {companion.title}: it could not be counted (exhibit {exhibit.number}). {exhibit.error?.message}
      </p>
    );
  }
  const counts = readCounts(
    { companion, exhibit },
    (rows.data?.rows ?? []).map(({ cells }) => cells),
  );
  const zeros = counts.filter((each) => each.rows === 0);
  return (
    <section className={styles.leftOut} aria-label={companion.title} data-testid="left-out">
      <FailureBar failure={rows.error ? failureOf(rows.error) : keep.failure} onDismiss={keep.dismiss} />
      <span className={styles.leftOutTitle}>{companion.title}</span>
      {rows.data &&
        counts
          .filter((each) => each.rows > 0)
          .map(({ item, title, rows: found }) => (
            <Button
              key={item}
              size="small"
              disabledFocusable={blocked !== undefined || keep.running}
              title={blocked ?? 'Keeps these rows as an exhibit and shows them'}
              onClick={() => void open(item)}
            >
              <strong>{count(found)}</strong>&nbsp;{title}
            </Button>
          ))}
      {keep.running && <Spinner size="extra-tiny" label="Reading the rows" />}
      {rows.data && (
        <span className={styles.muted} title={zeros.map(({ title }) => title).join('\n')}>
          Exhibit {exhibit.number}
          {zeros.length > 0 &&
            `; ${counted(zeros.length, 'count')} zero: ${zeros.map(({ title }) => title).join('; ')}`}
        </span>
      )}
    </section>
  );
}
