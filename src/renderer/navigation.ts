import type { CaseId, SearchHit, SourceRef } from '../shared/contract/index.ts';

/** Where the window is. */
export type Place =
  /** `closeWindow` where the user was about to close the window when asked about unsaved text. */
  | { readonly page: 'start'; readonly closeWindow?: true }
  | { readonly page: 'source'; readonly source: SourceRef }
  /** `hit` where the user asked for this place in it; a new object for each wish. */
  | { readonly page: 'case'; readonly caseId: CaseId; readonly path: string; readonly hit?: SearchHit };

/** Where it is, and where it would go once the user has agreed to lose what is not saved. */
export interface Navigation {
  readonly place: Place;
  readonly asking: Place | undefined;
}

export type NavigationEvent =
  | { readonly type: 'go'; readonly to: Place; readonly unsaved: boolean }
  | { readonly type: 'leave' }
  | { readonly type: 'stay' };

export const startOfNavigation: Navigation = { place: { page: 'start' }, asking: undefined };

const sameCase = (a: Place, b: Place): boolean => a.page === 'case' && b.page === 'case' && a.caseId === b.caseId;

/** Moves on, but never away from unsaved text without having asked. */
export function navigate(state: Navigation, event: NavigationEvent): Navigation {
  switch (event.type) {
    case 'go':
      return event.unsaved && !sameCase(state.place, event.to)
        ? { ...state, asking: event.to }
        : { place: event.to, asking: undefined };
    case 'leave':
      return state.asking ? { place: state.asking, asking: undefined } : state;
    case 'stay':
      return { ...state, asking: undefined };
  }
}
