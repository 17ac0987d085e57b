import { useCallback, useReducer } from 'react';
import { failureOf } from '../api/workbenchApi.ts';
import { type DraftEvent, type Drafts, draftsAfter } from './draftStore.ts';

export interface DraftStore<T> {
  readonly drafts: Drafts<T>;
  edit(key: string, value: T): void;
  discard(key: string): void;
  /** Saves a value; its draft stays, with the failure, when that fails. */
  save(key: string, value: T, put: (value: T) => Promise<unknown>): Promise<void>;
}

/** Drafts that outlive the component that edits them; hold it where the user cannot leave without being asked. */
export function useDraftStore<T>(): DraftStore<T> {
  const [drafts, dispatch] = useReducer<Drafts<T>, [DraftEvent<T>]>(draftsAfter<T>, {});
  const edit = useCallback((key: string, value: T) => dispatch({ type: 'edit', key, value }), []);
  const discard = useCallback((key: string) => dispatch({ type: 'discard', key }), []);
  const save = useCallback(async (key: string, value: T, put: (value: T) => Promise<unknown>) => {
    dispatch({ type: 'edit', key, value });
    dispatch({ type: 'saving', key });
    try {
      await put(value);
      dispatch({ type: 'saved', key, value });
    } catch (error) {
      dispatch({ type: 'failed', key, failure: failureOf(error) });
    }
  }, []);
  return { drafts, edit, discard, save };
}
