import { count } from '../../ui/format.ts';
import { type StepState, stepWords } from '../../ui/StepMark.tsx';

/** A step's state beside its mark: the number of rows, or a word where there is none. */
export function StepNote({ state }: { state: StepState }) {
  if (state.status === 'answered') {
    return (
      <>
        {count(state.rows)}
        <span className="visually-hidden">
          {' '}
          {state.rows === 1 ? 'row' : 'rows'}
          {state.warnings > 0 && ', with warnings'}
        </span>
      </>
    );
  }
  return <span className={state.status === 'notRun' ? 'visually-hidden' : undefined}>{stepWords(state)}</span>;
}
