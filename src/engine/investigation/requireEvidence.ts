import { evidenceGaps, needsCompleteEvidence } from '../../core/verdicts/evidence.ts';
import { verdictNames } from '../../core/verdicts/verdict.ts';
import type { CaseView, Input } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';

/**
 * Refuses an answer that says “as expected” on evidence that is not complete, unless it states its limitation. Throws
 * `incompleteEvidence`, naming each exhibit with its verdicts.
 */
export function requireEvidence(
  { playbook, exhibits }: Pick<CaseView, 'playbook' | 'exhibits'>,
  {
    questionId,
    value,
    citations,
    limitation,
  }: Pick<Input<'answers.put'>, 'questionId' | 'value' | 'citations' | 'limitation'>,
): void {
  if (!needsCompleteEvidence(value) || limitation?.trim()) return;
  const step = playbook.groups
    .flatMap(({ steps }) => steps)
    .find(({ questions }) => questions.some(({ id }) => id === questionId));
  if (!step) return;
  const gaps = evidenceGaps(
    step.id,
    exhibits,
    citations.map(({ exhibit }) => exhibit),
  );
  if (gaps.length === 0) return;
  const named = gaps.map(({ exhibit, verdicts }) => {
    const kinds = [...new Set(verdicts.map(({ kind }) => verdictNames[kind].toLowerCase()))].join(', ');
    return exhibit === null ? `the step “${step.title}”: ${kinds}` : `exhibit ${exhibit}: ${kinds}`;
  });
  const message = `“${value}” cannot be answered on evidence that is not complete (${named.join('; ')}).`;
  throw new CasebookError('incompleteEvidence', message, {
    questionId,
    exhibits: gaps.map(({ exhibit, verdicts }) => ({ exhibit, verdicts: verdicts.map(({ kind }) => kind) })),
  });
}
