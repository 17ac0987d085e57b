import { Label, Select } from '@fluentui/react-components';
import { DocumentSearchRegular } from '@fluentui/react-icons';
import { type ReactNode, useId } from 'react';
import { isStepPart } from '../../../core/verdicts/windowPart.ts';
import type { CaseId, ExhibitSummary } from '../../../shared/contract/index.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { counted, utc, utcRange } from '../../ui/format.ts';
import type { JudgingProfile } from '../../ui/grid/gridRows.ts';
import { ResultGrid } from '../../ui/grid/ResultGrid.tsx';
import { CutAnswer } from './CutAnswer.tsx';
import { FailedExhibit, type Remedies } from './FailedExhibit.tsx';
import { ProvenanceLine } from './Provenance.tsx';
import { RawEvents } from './RawEvents.tsx';
import styles from './Steps.module.css';
import { VerdictChips } from './VerdictChips.tsx';
import { verdictsBeside } from './verdictsBeside.ts';

interface ExhibitViewProps extends Remedies {
  readonly caseId: CaseId;
  readonly exhibit: ExhibitSummary;
  /** All exhibits of the same query, newest first. */
  readonly siblings: readonly ExhibitSummary[];
  readonly goTo: { readonly row: number } | undefined;
  readonly onPick: (number: number) => void;
  readonly onSelect: (rows: readonly number[]) => void;
  /** What the query leaves out and for which parts of the window it was asked, to stand above its rows. */
  readonly above?: ReactNode;
  /** Asks again and fetches every row in slices of time; absent where nothing can be asked. */
  readonly fetchAll?: (() => void) | undefined;
  /** The exhibit that holds all rows where this one was cut. */
  readonly whole?: number | undefined;
  /** The profile that marks the rows, where one covers the step. */
  readonly judgedBy?: JudgingProfile | undefined;
  /** Leads to a raw event; absent where the playbook maps the rows to none. */
  readonly onOpenRaw?: ((cited: CitedRow) => void) | undefined;
}

/** One exhibit: how complete it is, which run it is, and its rows. */
export function ExhibitView({
  caseId,
  exhibit,
  siblings,
  goTo,
  onPick,
  onSelect,
  above,
  fetchAll,
  whole,
  judgedBy,
  onOpenRaw,
  signIn,
  askLonger,
  narrower,
}: ExhibitViewProps) {
  const { number, title, columns, rowCount, outcome, verdicts } = exhibit;
  const isCut = outcome === 'answered' && verdicts.some(({ kind }) => kind === 'truncated');
  return (
    <div className={styles.exhibit}>
      {siblings.length > 1 && <EarlierRuns exhibit={exhibit} siblings={siblings} onPick={onPick} />}
      <VerdictChips verdicts={verdictsBeside(exhibit)} />
      {isCut && <CutAnswer {...{ exhibit, whole, fetchAll, narrower }} onOpen={onPick} />}
      <ProvenanceLine exhibit={exhibit} />
      {above}
      {outcome === 'failed' ? (
        <FailedExhibit {...{ exhibit, signIn, askLonger, narrower }} />
      ) : rowCount === 0 ? (
        <EmptyState icon={<DocumentSearchRegular />} title="The query found no rows">
          Whether that means “nothing happened” depends on the completeness above and on what the device reports at all.
        </EmptyState>
      ) : (
        <ResultGrid
          key={number}
          caseId={caseId}
          exhibit={number}
          title={title}
          columns={columns}
          rowCount={rowCount}
          goTo={goTo}
          onSelect={onSelect}
          judgedBy={judgedBy}
          moreOf={
            onOpenRaw &&
            ((row) => ({
              name: 'Raw events behind this row',
              content: <RawEvents caseId={caseId} exhibit={number} row={row} onOpen={onOpenRaw} />,
            }))
          }
        />
      )}
    </div>
  );
}

function EarlierRuns({ exhibit, siblings, onPick }: Pick<ExhibitViewProps, 'exhibit' | 'siblings' | 'onPick'>) {
  const id = useId();
  return (
    <div className={styles.earlier}>
      <Label size="small" htmlFor={id}>
        Runs of this query
      </Label>
      <Select id={id} size="small" value={String(exhibit.number)} onChange={(_, { value }) => onPick(Number(value))}>
        {siblings.map((each) => (
          <option key={each.number} value={String(each.number)}>
            Exhibit {each.number}: {utc(each.startedAt)},{' '}
            {each.outcome === 'failed' ? 'failed' : counted(each.rowCount, 'row')}
            {isStepPart(each) && `, ${utcRange(each.window)} alone`}
          </option>
        ))}
      </Select>
    </div>
  );
}
