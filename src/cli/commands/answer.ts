import type { AnswerValue } from '../../shared/contract/index.ts';
import { badInput, exitCodes } from '../exitCodes.ts';
import { openCase } from '../openCase.ts';
import { print, printJson } from '../output/print.ts';
import { readRowReference } from '../rowReference.ts';
import { withEngine } from '../session.ts';

const values: readonly AnswerValue[] = ['expected', 'unexpected', 'unknown', 'notAnswered'];

export async function answer(
  path: string,
  questionId: string,
  given: string,
  { reason, cite = [], limitation, json }: { reason: string; cite?: string[]; limitation?: string; json?: true },
): Promise<number> {
  const value = values.find((known) => known === given);
  if (!value) throw badInput(`The answer "${given}" is none of ${values.join(', ')}. Choose one of them.`);
  const citations = cite.map((row) => readRowReference('--cite', row));
  return withEngine(async (session) => {
    const { caseId } = await openCase(session, path);
    const limited = limitation === undefined ? {} : { limitation };
    const put = await session.call('answers.put', { caseId, questionId, value, reason, citations, ...limited });
    if (json) printJson(put);
    else {
      const limit = put.limitation === null ? '' : ' and a limitation';
      print(`${put.questionId}: ${put.value}, with ${put.citations.length} cited rows${limit}.`);
    }
    return exitCodes.success;
  });
}
