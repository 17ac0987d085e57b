import type { CaseView } from '../../shared/contract/index.ts';
import { cellText } from './cellText.ts';
import type { ReadRows } from './exhibitBlock.ts';
import { momentText } from './instants.ts';
import type { Citation, CitedRow, QuestionBlock } from './reportModel.ts';
import { answerChip, counted } from './words.ts';

type CaseFacts = Omit<CaseView, 'sourceAvailable'>;
type Step = CaseView['playbook']['groups'][number]['steps'][number];
type Question = Step['questions'][number];
type Answered = CaseView['answers'][number];

const mostCitedRows = 12;
const mostCells = 8;
const longestCell = 240;

export interface AskedQuestion {
  readonly step: Step;
  readonly question: Question;
  /** The answer in force; undefined where there is none, or where it was taken back. */
  readonly answer: Answered | undefined;
}

/** Every question of the case's playbook in its order, with its answer. */
export function askedQuestions(view: CaseFacts): AskedQuestion[] {
  const answers = new Map(view.answers.map((answer) => [answer.questionId, answer]));
  return view.playbook.groups.flatMap((group) =>
    group.steps.flatMap((step) =>
      step.questions.map((question) => {
        const answer = answers.get(question.id);
        return { step, question, answer: answer?.value === 'notAnswered' ? undefined : answer };
      }),
    ),
  );
}

/** `Guide, question 2` or `Casebook’s question`. */
export const questionLabel = (question: Question): string =>
  question.guideNumber === null ? 'Casebook’s question' : `Guide’s question ${question.guideNumber}`;

export function questionBlock(asked: AskedQuestion, view: CaseFacts, readRows: ReadRows): QuestionBlock {
  const { question, answer } = asked;
  const citations = answer?.citations ?? [];
  const left = citations.length - mostCitedRows;
  return {
    label: questionLabel(question),
    text: question.text,
    answer: answerChip(answer?.value ?? 'notAnswered'),
    reason: answer?.reason ?? '',
    limitation: answer?.limitation ?? '',
    answeredNote: answer
      ? `${answer.actor || 'Unnamed examiner'}, ${momentText(answer.answeredAt)}${answer.revision > 1 ? `, revision ${answer.revision}` : ''}`
      : '',
    citedRows: citations.slice(0, mostCitedRows).map((citation) => citedRow(citation, view, readRows)),
    moreCitations:
      left > 0
        ? `${counted(left, 'more row')} cited: ${citations
            .slice(mostCitedRows)
            .map(({ exhibit, row }) => `exhibit ${exhibit} row ${row}`)
            .join(', ')}.`
        : null,
  };
}

function citedRow(citation: { exhibit: number; row: number }, view: CaseFacts, readRows: ReadRows): CitedRow {
  const exhibit = view.exhibits.find((candidate) => candidate.number === citation.exhibit);
  const found = exhibit && readRows(citation.exhibit, citation.row - 1, 1).rows[0];
  const problem = found?.row === citation.row ? null : `Exhibit ${citation.exhibit} has no row ${citation.row}.`;
  return {
    citation: citationOf(citation),
    title: exhibit?.title ?? '',
    cells: problem || !exhibit ? [] : keyCells(exhibit.columns, found?.cells ?? []),
    problem,
  };
}

/** The first cells that say something; empty ones say nothing. */
function keyCells(
  columns: CaseView['exhibits'][number]['columns'],
  cells: readonly (string | number | boolean | null)[],
) {
  return columns
    .map((column, index) => ({ name: column.name, cell: cellText(cells[index] ?? null, column.type, longestCell) }))
    .filter(({ cell }) => cell.kind === 'text')
    .slice(0, mostCells);
}

export const citationOf = ({ exhibit, row }: { readonly exhibit: number; readonly row: number }): Citation => ({
  exhibit,
  row,
});
