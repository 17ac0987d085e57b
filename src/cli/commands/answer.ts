import type { AnswerValue } from '../../shared/contract/index.ts';
import { badInput, exitCodes } from '../exitCodes.ts';
import { openCase } from '../openCase.ts';
import { print, printJson } from '../output/print.ts';
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
  const citations = cite.map(readCitation);
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

function readCitation(text: string): { exhibit: number; row: number } {
  const [, exhibit, row] = /^E?([1-9]\d{0,8}):([1-9]\d{0,8})$/i.exec(text) ?? [];
  if (!exhibit || !row) throw badInput(`--cite "${text}" names no row. Write E3:12 for row 12 of exhibit 3.`);
  return { exhibit: Number(exhibit), row: Number(row) };
}
