import { fetchedWhole, splitFacts } from '../../core/sources/requestFacts.ts';
import type { ExhibitSummary } from '../../shared/contract/index.ts';
import type { ExhibitBlock } from './evidenceModel.ts';
import { dateTimeText, windowText } from './instants.ts';
import type { Fact } from './modelParts.ts';
import { cutText } from './printableText.ts';
import type { ReadRows } from './reportInput.ts';
import { rowBlock } from './rowBlock.ts';
import { counted, countText, variantText, verdictChip } from './words.ts';

const longestQuery = 20_000;

/** One exhibit with what was asked, of whom, when, and the first rows of what came back. */
export function exhibitBlock(exhibit: ExhibitSummary, readRows: ReadRows): ExhibitBlock {
  const rows = exhibit.outcome === 'answered' && exhibit.rowCount > 0 ? rowBlock(exhibit, readRows) : null;
  return {
    number: exhibit.number,
    title: exhibit.title,
    variant: variantText(exhibit.variant),
    verdicts: exhibit.verdicts.map((verdict) => verdictChip(verdict.kind)),
    verdictTexts: exhibit.verdicts.filter((verdict) => verdict.kind !== 'complete').map((verdict) => verdict.text),
    facts: exhibitFacts(exhibit),
    query: queryText(exhibit.kql),
    error: exhibit.error && `${exhibit.error.code}: ${exhibit.error.message}`,
    table: rows,
    emptyNote: emptyNote(exhibit),
  };
}

function exhibitFacts(exhibit: ExhibitSummary): Fact[] {
  const parameters = Object.entries(exhibit.parameters);
  const { madeWith, request } = splitFacts(exhibit.versions);
  const whole = fetchedWhole(exhibit);
  return [
    {
      name: 'Rows',
      value:
        exhibit.outcome === 'failed'
          ? 'none: the query failed'
          : `${countText(exhibit.rowCount)} (${counted(exhibit.byteLength, 'byte')} as received)`,
    },
    ...(whole === undefined ? [] : [{ name: 'All rows', value: whole }]),
    { name: 'Window', value: windowText(exhibit.window) },
    { name: 'Source', value: exhibit.sourceLabel },
    ...(parameters.length > 0
      ? [{ name: 'Parameters', value: parameters.map(([name, value]) => `${name} = ${value}`).join('\n'), mono: true }]
      : []),
    { name: 'Run', value: `${dateTimeText(exhibit.startedAt)} to ${dateTimeText(exhibit.finishedAt)}` },
    { name: 'Computed by', value: madeWith.map(([name, version]) => `${name} ${version}`).join(', ') || 'not stated' },
    ...(request.length > 0
      ? [{ name: 'Request', value: request.map(([name, value]) => `${name}: ${value}`).join('\n') }]
      : []),
    { name: 'Answer SHA-256', value: exhibit.sha256, mono: true },
    { name: 'Query SHA-256', value: exhibit.kqlSha256, mono: true },
  ];
}

function queryText(kql: string): ExhibitBlock['query'] {
  const { text, cut } = cutText(kql.replace(/\r\n?/g, '\n').replace(/\t/g, '    ').trimEnd(), longestQuery);
  const cutNote =
    cut > 0 ? `${counted(cut, 'more character')} of the query not shown; the case file has all of it.` : null;
  return { text, cutNote };
}

function emptyNote(exhibit: ExhibitSummary): string | null {
  if (exhibit.outcome === 'failed' || exhibit.rowCount > 0) return null;
  return exhibit.verdicts.every((verdict) => verdict.kind === 'complete')
    ? 'The query returned no rows.'
    : 'The query returned no rows, and the answer is not known to be complete: nothing can be concluded from its being empty.';
}
