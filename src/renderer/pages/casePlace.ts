import type { CaseView, QueryVariant } from '../../shared/contract/index.ts';
import type { CasePlace } from '../features/case-overview/CaseNavigation.tsx';
import type { StepVariant } from '../features/steps/stepState.ts';
import type { RowSelection } from '../ui/rowSelection.ts';

/** What the case page shows: the place, and within a step the query, the exhibit and the row asked for. */
export interface CasePageState {
  readonly place: CasePlace;
  readonly variant: StepVariant | undefined;
  readonly exhibit: number | undefined;
  /** A new object for each wish, so that the same row can be asked for twice. */
  readonly goTo: { readonly row: number } | undefined;
  /** The rows selected in the exhibit shown. */
  readonly selection: RowSelection | undefined;
}

export type CasePageEvent =
  | { readonly type: 'go'; readonly place: CasePlace }
  | { readonly type: 'variant'; readonly variant: StepVariant }
  | { readonly type: 'exhibit'; readonly exhibit: number | undefined }
  /** `row` is undefined where the exhibit as a whole is meant. */
  | { readonly type: 'cited'; readonly exhibit: ExhibitPlace; readonly row: number | undefined }
  /** Another exhibit was made of the query of one, to be shown in its place where that is still shown. */
  | { readonly type: 'askedAgain'; readonly of: number; readonly exhibit: number }
  | { readonly type: 'select'; readonly exhibit: number; readonly rows: readonly number[] };

/** Where an exhibit belongs. */
export interface ExhibitPlace {
  readonly number: number;
  readonly stepId: string | null;
  readonly variant: QueryVariant;
  /** Null where it is a step's own answer. */
  readonly role: object | null;
}

export const startOfCase: CasePageState = {
  place: { kind: 'overview' },
  variant: undefined,
  exhibit: undefined,
  goTo: undefined,
  selection: undefined,
};

export function casePageAfter(state: CasePageState, event: CasePageEvent): CasePageState {
  switch (event.type) {
    case 'go':
      return { ...startOfCase, place: event.place };
    case 'variant':
      return { ...startOfCase, place: state.place, variant: event.variant };
    case 'exhibit':
      return { ...state, exhibit: event.exhibit, goTo: undefined, selection: undefined };
    case 'cited': {
      const { number, stepId, variant, role } = event.exhibit;
      const same = state.selection?.exhibit === number;
      return {
        place: stepId === null || role ? { kind: 'ownQuery', exhibit: number } : { kind: 'step', stepId },
        variant: variant === 'adhoc' ? undefined : variant,
        exhibit: number,
        goTo: event.row === undefined ? undefined : { row: event.row },
        selection: same ? state.selection : undefined,
      };
    }
    case 'askedAgain': {
      const { place } = state;
      const isShown = place.kind === 'ownQuery' && place.exhibit === event.of;
      return isShown ? { ...startOfCase, place: { kind: 'ownQuery', exhibit: event.exhibit } } : state;
    }
    case 'select':
      return { ...state, selection: { exhibit: event.exhibit, rows: event.rows } };
  }
}

/** The step that the page shows, if it shows one. */
export function stepAt(view: CaseView, place: CasePlace) {
  if (place.kind !== 'step') return undefined;
  return view.playbook.groups.flatMap(({ steps }) => steps).find(({ id }) => id === place.stepId);
}
