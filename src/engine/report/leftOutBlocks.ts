import { companionsInForce, readCounts } from '../../core/companions/leftOut.ts';
import type { ExhibitSummary, Output, PlaybookStep } from '../../shared/contract/index.ts';
import type { LeftOutBlock } from './evidenceModel.ts';
import type { ReadRows } from './reportInput.ts';
import { counted, countText } from './words.ts';

const mostItems = 100;

/** What the queries of a step leave out, by their newest counts. */
export function leftOutBlocks(
  step: PlaybookStep,
  exhibits: readonly ExhibitSummary[],
  readRows: ReadRows,
): LeftOutBlock[] {
  return companionsInForce(step, exhibits).map(({ companion, exhibit }) => {
    const title = `${companion.title} (exhibit ${exhibit.number})`;
    if (exhibit.outcome === 'failed') {
      return { title, counts: [], zeros: null, problem: `It could not be counted: ${exhibit.error?.message ?? ''}` };
    }
    const rows = readRows(exhibit.number, 0, mostItems).rows.map(({ cells }) => cells);
    const counts = readCounts({ companion, exhibit }, rows);
    const zeros = counts.filter((each) => each.rows === 0).map((each) => each.title);
    return {
      title,
      counts: counts
        .filter((each) => each.rows > 0)
        .map((each) => ({ count: countText(each.rows), title: each.title })),
      zeros: zeros.length > 0 ? `None: ${zeros.join('; ')}.` : null,
      problem: null,
    };
  });
}

const mostKeys = 12;

/** How the two answers of a step differ, in sentences. */
export function differenceTexts(beside: Output<'exhibits.besideEachOther'>): string[] {
  if (!beside) return [];
  const { guide, hardened, key, rows } = beside;
  const only = (side: 'guide' | 'hardened', exhibit: number) => {
    const alone = rows.filter((row) => row[side === 'guide' ? 'hardened' : 'guide'].length === 0);
    const named = alone.slice(0, mostKeys).map((row) => row.key.map((text) => text || '(empty)').join(' '));
    const more = alone.length > mostKeys ? ` and ${alone.length - mostKeys} more` : '';
    if (alone.length === 0) return `No key only in exhibit ${exhibit}.`;
    return `${counted(alone.length, 'key')} only in exhibit ${exhibit}: ${named.join('; ')}${more}.`;
  };
  const both = rows.filter((row) => row.guide.length > 0 && row.hardened.length > 0).length;
  return [
    `The guide’s query (exhibit ${guide}) and the hardened one (exhibit ${hardened}) by ${key.join(' and ')}: ${counted(both, 'key')} in both.`,
    only('guide', guide),
    only('hardened', hardened),
  ];
}
