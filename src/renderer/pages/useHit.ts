import { type Dispatch, useEffect, useRef } from 'react';
import type { CaseView, SearchHit } from '../../shared/contract/index.ts';
import type { CasePageEvent } from './casePlace.ts';
import { hitEvent } from './hitPlace.ts';

/** Goes once to the place of each hit that is given; a new object is a new wish. */
export function useHit(view: CaseView, hit: SearchHit | undefined, dispatch: Dispatch<CasePageEvent>): void {
  const followed = useRef<SearchHit | undefined>(undefined);
  useEffect(() => {
    if (!hit || followed.current === hit) return;
    followed.current = hit;
    dispatch(hitEvent(view, hit));
  }, [hit, view, dispatch]);
}
