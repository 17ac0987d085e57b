import type { EventPayload } from '../../../shared/contract/index.ts';

/** What the engine last said of each query of the run under way, by `step/variant`. */
export type RunState = Readonly<Record<string, EventPayload<'run.step'>['state']>>;

export type RunEvent = { readonly type: 'began' } | { readonly type: 'ended' } | EventPayload<'run.step'>;

export function runAfter(state: RunState, event: RunEvent): RunState {
  if (!('type' in event)) return { ...state, [`${event.stepId}/${event.variant}`]: event.state };
  if (event.type === 'began') return {};
  // A cancelled run leaves its last step without an end.
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== 'running'));
}

/** How many queries of the run have ended, whichever way. */
export const endedCount = (state: RunState): number =>
  Object.values(state).filter((value) => value !== 'running').length;
