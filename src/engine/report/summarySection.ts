import type { AnswerValue, CaseView, Verdict } from '../../shared/contract/index.ts';
import { citationOf } from './citedRows.ts';
import type { CitedSources } from './modelParts.ts';
import { type AskedQuestion, questionLabel } from './questionBlocks.ts';
import { bySeverity, findingSeverityChip } from './recordSections.ts';
import type { ReportInput } from './reportInput.ts';
import type { ReportModel } from './reportModel.ts';
import { answerChip, counted, countText, verdictChip } from './words.ts';

const order: readonly AnswerValue[] = ['unexpected', 'unknown', 'expected', 'notAnswered'];

const answerOf = (asked: AskedQuestion): AnswerValue => asked.answer?.value ?? 'notAnswered';

/** How many questions have which answer. */
export const tiles = (questions: readonly AskedQuestion[]): ReportModel['cover']['tiles'] =>
  order.map((value) => ({
    count: countText(questions.filter((asked) => answerOf(asked) === value).length),
    chip: answerChip(value),
    split: splitText(questions.filter((asked) => answerOf(asked) === value)),
  }));

function splitText(questions: readonly AskedQuestion[]): string {
  const guide = questions.filter((asked) => asked.question.guideNumber !== null).length;
  return `guide ${countText(guide)} · Casebook ${countText(questions.length - guide)}`;
}

export function summarySection(
  { view, observations, findings }: Pick<ReportInput, 'view' | 'observations' | 'findings'>,
  questions: readonly AskedQuestion[],
): ReportModel['summary'] {
  const place = (asked: AskedQuestion) => ({
    label: `${asked.step.title} · ${questionLabel(asked.question)}`,
    text: asked.question.text,
  });
  return {
    lead: leadText(questions),
    findings: bySeverity(findings).map((finding) => ({
      number: finding.findingId,
      severity: findingSeverityChip(finding),
      title: finding.title,
    })),
    observations: observations.map((observation) => ({
      text: observation.text,
      sources: sourcesOf(observation.citations),
    })),
    unexpected: questions
      .filter((asked) => answerOf(asked) === 'unexpected')
      .map((asked) => ({
        ...place(asked),
        reason: asked.answer?.reason ?? '',
        sources: sourcesOf(asked.answer?.citations ?? []),
      })),
    openLead: openText(questions),
    open: questions
      .filter((asked) => isOpen(asked) && (asked.answer || asked.question.guideNumber !== null))
      .map((asked) => ({ ...place(asked), state: answerChip(answerOf(asked)) })),
    completeness: completeness(view.exhibits),
  };
}

const isOpen = (asked: AskedQuestion): boolean => ['notAnswered', 'unknown'].includes(answerOf(asked));

function openText(questions: readonly AskedQuestion[]): string {
  const own = questions.filter((asked) => !asked.answer && asked.question.guideNumber === null).length;
  const rest =
    own > 0
      ? ` ${counted(own, 'question')} of Casebook’s own ${own === 1 ? 'is' : 'are'} open as well; the section “Questions and answers” lists ${own === 1 ? 'it' : 'them'}.`
      : '';
  const listed = questions.filter(
    (asked) => isOpen(asked) && (asked.answer || asked.question.guideNumber !== null),
  ).length;
  if (listed === 0)
    return `${questions.length > 0 ? 'No question of the guide is open, and no answer is unknown.' : ''}${rest}`.trim();
  return `${counted(listed, 'question')} of the guide, or answered as unknown, ${listed === 1 ? 'needs' : 'need'} more work.${rest}`;
}

function leadText(questions: readonly AskedQuestion[]): string {
  const count = (value: AnswerValue) => questions.filter((asked) => answerOf(asked) === value).length;
  const answered = questions.length - count('notAnswered');
  if (questions.length === 0) return 'The playbook asks no questions.';
  if (answered === 0) return `None of the playbook’s ${counted(questions.length, 'question')} has been answered yet.`;
  return (
    `${countText(answered)} of the playbook’s ${counted(questions.length, 'question')} ${answered === 1 ? 'is' : 'are'} answered: ` +
    `${countText(count('unexpected'))} unexpected, ${countText(count('unknown'))} unknown, ${countText(count('expected'))} as expected. ` +
    `${countText(count('notAnswered'))} ${count('notAnswered') === 1 ? 'is' : 'are'} open.`
  );
}

function completeness(exhibits: CaseView['exhibits']): ReportModel['summary']['completeness'] {
  const complete = exhibits.filter((exhibit) => exhibit.verdicts.every((verdict) => verdict.kind === 'complete'));
  const kinds = new Map<Verdict['kind'], number[]>();
  for (const exhibit of exhibits) {
    for (const kind of new Set(exhibit.verdicts.map((verdict) => verdict.kind))) {
      kinds.set(kind, [...(kinds.get(kind) ?? []), exhibit.number]);
    }
  }
  return {
    lead:
      exhibits.length === 0
        ? 'No query has been run in this case.'
        : `${countText(complete.length)} of ${counted(exhibits.length, 'exhibit')} ${complete.length === 1 ? 'is' : 'are'} complete.`,
    lines: [...kinds]
      .filter(([kind]) => kind !== 'complete')
      .map(([kind, numbers]) => ({
        chip: verdictChip(kind),
        text: `Exhibit${numbers.length === 1 ? '' : 's'} ${numbers.join(', ')}`,
      })),
  };
}

const mostSources = 6;

const sourcesOf = (citations: readonly { readonly exhibit: number; readonly row: number }[]): CitedSources => ({
  citations: citations.slice(0, mostSources).map(citationOf),
  more: citations.length > mostSources ? `and ${counted(citations.length - mostSources, 'more row')}` : null,
});
