import { z } from 'zod';
import { queryVariant } from './exhibits.ts';
import { caseId } from './primitives.ts';
import { signInCode } from './signIn.ts';

/** Announcements; none drives control flow. */
export const events = {
  /** How far a long call has come; `total` is null while unknown. */
  progress: z.strictObject({ callId: z.string(), text: z.string(), done: z.number(), total: z.number().nullable() }),
  /** Queries of a call wait because a service asked for it; told each second, with the seconds left. */
  'source.waiting': z.strictObject({ text: z.string(), seconds: z.number() }),
  /** A step of a run began, ended or failed. */
  'run.step': z.strictObject({
    caseId,
    stepId: z.string(),
    variant: queryVariant,
    state: z.enum(['running', 'answered', 'failed', 'skipped']),
    exhibit: z.number().int().nullable(),
  }),
  /** The engine's thread died; calls under way were answered `engineStopped`. The next call starts it again, with no case open. */
  'engine.stopped': z.strictObject({ message: z.string() }),
  /** The code that a sign-in under way waits for. */
  'signIn.code': signInCode,
  /** The system asks to open a case file (a double click, a second start): `shell.takeCaseToOpen` says which. */
  'shell.caseToOpen': z.strictObject({}),
};
export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.infer<(typeof events)[E]>;
