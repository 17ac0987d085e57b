import { adviceFor, errorTexts } from '../shared/errors.ts';
import type { Failure } from '../shared/result.ts';
import { printable } from './output/printable.ts';

export const exitCodes = {
  success: 0,
  /** The command did its work and the answer is no: a case file does not verify. */
  negative: 1,
  badInput: 2,
  sourceFailed: 3,
  /** Stopped by Ctrl+C, as shells count it: 128 + SIGINT. */
  cancelled: 130,
} as const;

/** Why a command ends early: one line for stderr and the exit code. */
export class CommandFailure extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Bad usage or input: what is wrong, where, what to do. */
export const badInput = (message: string): CommandFailure => new CommandFailure(message, exitCodes.badInput);

/** A failure of the engine as one line: what happened, where in the query, and what to do next where the message does not say it. */
export function engineFailure({ code, message, detail }: Failure): CommandFailure {
  const known = code in errorTexts ? code : 'unexpected';
  const what = message.replace(/^[a-z]+\.[a-zA-Z]+: /, '').trim();
  const isPlaced = typeof detail?.line !== 'number' || /\bline \d/i.test(what);
  const sentence = isPlaced ? what : `${what.replace(/\.$/, '')} (line ${detail.line}, column ${detail.column})`;
  const advice = typeof detail?.help === 'string' ? undefined : adviceFor({ code: known, message: what });
  const told = `${sentence}${/[.?!]$/.test(sentence) ? '' : '.'}`;
  return new CommandFailure(advice === undefined ? told : `${told} ${advice}`, errorTexts[known].exit);
}

/** The line that a failed command leaves on stderr. */
export const failureLine = (message: string): string => `casebook: ${printable(message.replace(/\s*\n\s*/g, ' '))}\n`;
