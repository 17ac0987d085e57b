import type { Failure } from '../../shared/result.ts';

/** Something typed that the case does not hold yet. */
export interface Draft<T> {
  readonly value: T;
  readonly saving: boolean;
  readonly failure: Failure | undefined;
}

export type Drafts<T> = Readonly<Record<string, Draft<T>>>;

export type DraftEvent<T> =
  | { readonly type: 'edit'; readonly key: string; readonly value: T }
  | { readonly type: 'discard'; readonly key: string }
  | { readonly type: 'saving'; readonly key: string }
  | { readonly type: 'saved'; readonly key: string; readonly value: T }
  | { readonly type: 'failed'; readonly key: string; readonly failure: Failure };

const without = <T>(drafts: Drafts<T>, key: string): Drafts<T> => {
  const { [key]: _, ...rest } = drafts;
  return rest;
};

/** A draft lives until just this value of it is saved, or the user discards it. */
export function draftsAfter<T>(drafts: Drafts<T>, event: DraftEvent<T>): Drafts<T> {
  const draft = drafts[event.key];
  switch (event.type) {
    case 'edit':
      return {
        ...drafts,
        [event.key]: { value: event.value, saving: draft?.saving ?? false, failure: draft?.failure },
      };
    case 'discard':
      return without(drafts, event.key);
    case 'saving':
      return draft ? { ...drafts, [event.key]: { ...draft, saving: true, failure: undefined } } : drafts;
    case 'saved':
      if (!draft) return drafts;
      // What was typed while the save was under way is still a draft.
      return draft.value === event.value
        ? without(drafts, event.key)
        : { ...drafts, [event.key]: { ...draft, saving: false, failure: undefined } };
    case 'failed':
      return draft ? { ...drafts, [event.key]: { ...draft, saving: false, failure: event.failure } } : drafts;
  }
}
