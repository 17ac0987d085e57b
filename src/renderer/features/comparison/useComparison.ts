import { useCallback, useRef, useState } from 'react';
import type { CaseView, Output, TimeRange } from '../../../shared/contract/index.ts';
import type { Failure } from '../../../shared/result.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { withLentCase } from '../../api/lentCase.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { type Pair, proposedSide, type Side } from './comparableAnswers.ts';
import type { FreePair } from './freePair.ts';

/** What came of comparing with another case; the other one is closed again. */
export interface ComparedCase {
  readonly path: string;
  readonly title: string;
  readonly subject: CaseView['subject'];
  readonly window: TimeRange;
  /** On which side the other case stands. */
  readonly side: Side;
  readonly outcome: Output<'comparisons.cases'>;
  /** How many exhibits this case held then. */
  readonly exhibits: number;
}

export type ComparisonMode = 'exhibits' | 'case' | 'free';

/** What the page of comparisons shows; hold it where a jump to a row does not lose it. */
export interface ComparisonPage {
  readonly mode: ComparisonMode | undefined;
  readonly pair: Pair | undefined;
  readonly freePair: FreePair | undefined;
  readonly compared: ComparedCase | undefined;
  readonly running: boolean;
  /** The side that was asked for, while the comparison is under way. */
  readonly asked: Side | undefined;
  readonly failure: Failure | undefined;
  setMode(mode: ComparisonMode): void;
  setPair(pair: Pair): void;
  setFreePair(pair: FreePair): void;
  /** Compares with the case file at a path, on the side that its window proposes where none is given. */
  compareWith(path: string, side?: Side): Promise<void>;
  /** Chooses another case. */
  forget(): void;
  dismiss(): void;
}

export function useComparison(view: CaseView): ComparisonPage {
  const api = useApi();
  const [mode, setMode] = useState<ComparisonMode | undefined>();
  const [pair, setPair] = useState<Pair | undefined>();
  const [freePair, setFreePair] = useState<FreePair | undefined>();
  const [compared, setCompared] = useState<ComparedCase | undefined>();
  const [running, setRunning] = useState(false);
  const [asked, setAsked] = useState<Side | undefined>();
  const [failure, setFailure] = useState<Failure | undefined>();
  /** Which comparison was asked for last: what an earlier one still brings is dropped. */
  const turn = useRef(0);

  const compareWith = async (path: string, wanted?: Side) => {
    turn.current += 1;
    const own = turn.current;
    const isNewest = () => turn.current === own;
    setRunning(true);
    setAsked(wanted);
    setFailure(undefined);
    try {
      const result = await withLentCase(api, path, async (other): Promise<ComparedCase | undefined> => {
        if (other.path === view.path) return undefined;
        const side = wanted ?? proposedSide(other.window, view.window);
        const [before, after] =
          side === 'before' ? [other.caseId, view.caseId] : ([view.caseId, other.caseId] as const);
        const outcome = await api.call('comparisons.cases', { before, after });
        const { title, subject, window } = other;
        return { path: other.path, title, subject, window, side, outcome, exhibits: view.exhibits.length };
      });
      if (!isNewest()) return;
      if (result) setCompared(result);
      else setFailure({ code: 'invalidInput', message: `${path} is this case itself. Choose another case file.` });
    } catch (error) {
      if (isNewest()) setFailure(failureOf(error));
    } finally {
      if (isNewest()) {
        setRunning(false);
        setAsked(undefined);
      }
    }
  };
  const forget = useCallback(() => setCompared(undefined), []);
  const dismiss = useCallback(() => setFailure(undefined), []);
  return {
    mode,
    pair,
    freePair,
    compared,
    running,
    asked,
    failure,
    setMode,
    setPair,
    setFreePair,
    compareWith,
    forget,
    dismiss,
  };
}
