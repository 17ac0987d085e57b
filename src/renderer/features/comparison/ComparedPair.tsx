import type { CaseView, Comparison } from '../../../shared/contract/index.ts';
import { useComparedExhibits } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { ChangeCounts } from './ChangeCounts.tsx';
import { ComparedRows } from './ComparedRows.tsx';
import type { Pair } from './comparableAnswers.ts';
import { Shortcomings } from './Shortcomings.tsx';

interface ComparedPairProps {
  readonly view: CaseView;
  readonly pair: Pair;
  /** By which columns; the playbook's rule where it is left out. */
  readonly rule?: Comparison['rule'];
  readonly onOpen: (cited: CitedRow) => void;
}

/** What lies between two exhibits of the case. */
export function ComparedPair({ view, pair, rule, onOpen }: ComparedPairProps) {
  const { data, error } = useComparedExhibits(view.caseId, pair.before, pair.after, rule);
  if (error) return <FailureBar failure={failureOf(error)} />;
  if (!data) return <ProgressLine label="Comparing both answers" />;
  return (
    <>
      <ChangeCounts counts={data.counts} />
      <Shortcomings comparison={data} />
      <ComparedRows comparison={data} caseId={view.caseId} onOpen={onOpen} />
    </>
  );
}
