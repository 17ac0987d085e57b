import { judgeAnswer } from '../../core/verdicts/verdicts.ts';
import { readAnswer } from '../investigation/readAnswer.ts';
import type { LogSource, RawAnswer } from './logSource.ts';

/**
 * What a service's answer lacks by what came with it, in words: rows beyond a limit, parts that failed, tables that may not be read, an
 * answer from a cache. None for a folder, whose answers come whole or not at all. What the tables cover is not looked at.
 */
export function shortcomings({ ref }: LogSource, kql: string, answer: RawAnswer): string[] {
  if (ref.kind === 'local') return [];
  const { ageSeconds, found = [] } = answer;
  const window = { from: '', to: '' };
  const verdicts = judgeAnswer(readAnswer(answer), {
    kql,
    window,
    unreadable: [],
    tables: [],
    ageSeconds,
    further: found,
  });
  return verdicts.filter(({ kind }) => kind !== 'complete').map(({ text }) => text);
}
