import type { ReactNode } from 'react';
import { mostWaitSeconds } from '../../../core/serviceReplies/serviceReply.ts';
import type { CaseView, ExhibitSummary, Input } from '../../../shared/contract/index.ts';
import { ExhibitView } from './ExhibitView.tsx';
import { NarrowWindow } from './NarrowWindow.tsx';
import { couldWaitLonger } from './stepState.ts';

interface OwnExhibitProps {
  readonly view: CaseView;
  readonly exhibit: ExhibitSummary;
  /** Whether a query of the examiner's own is under way. */
  readonly running: boolean;
  readonly goTo: { readonly row: number } | undefined;
  readonly onSelect: (rows: readonly number[]) => void;
  /** Asks the exhibit's query again, otherwise. */
  readonly onAskAgain: (otherwise: Pick<Input<'exhibits.runQuery'>, 'all' | 'window' | 'waitSeconds'>) => void;
  readonly onOpen: (exhibit: number) => void;
  /** Leads to the sign-in. */
  readonly signIn: ReactNode;
}

/** The answer of a query that is no step's own, with what can be done where it lacks something. */
export function OwnExhibit({ view, exhibit, running, goTo, onSelect, onAskAgain, onOpen, signIn }: OwnExhibitProps) {
  const { window, role, stepId } = exhibit;
  const isOwn = role === null && stepId === null;
  const mayAsk = isOwn && !running && !view.readOnly && view.sourceAvailable;
  const whole = view.exhibits.findLast((each) => isWhole(each, exhibit));
  return (
    <ExhibitView
      caseId={view.caseId}
      exhibit={exhibit}
      siblings={[exhibit]}
      goTo={goTo}
      onPick={onOpen}
      onSelect={onSelect}
      signIn={signIn}
      whole={whole?.number}
      fetchAll={mayAsk ? () => onAskAgain({ window, all: true }) : undefined}
      askLonger={
        mayAsk && couldWaitLonger(view, exhibit)
          ? () => onAskAgain({ window, waitSeconds: mostWaitSeconds })
          : undefined
      }
      narrower={
        mayAsk && (
          <NarrowWindow
            key={exhibit.number}
            asked={window}
            ofCase={view.window}
            onAsk={(part) => onAskAgain({ window: part })}
          />
        )
      }
    />
  );
}

/** Whether an exhibit holds every row of a query whose answer was cut. */
const isWhole = (exhibit: ExhibitSummary, cut: ExhibitSummary): boolean =>
  exhibit.outcome === 'answered' &&
  exhibit.number > cut.number &&
  exhibit.kql === cut.kql &&
  exhibit.window.from === cut.window.from &&
  exhibit.window.to === cut.window.to &&
  'rows counted first' in exhibit.versions;
