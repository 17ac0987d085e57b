import type { Found, HitKind, SearchHit } from '../../../shared/contract/index.ts';
import { counted } from '../../ui/format.ts';

/** One line of the list: a hit in the case that holds it. */
export interface HitOption {
  readonly key: string;
  readonly path: string;
  readonly hit: SearchHit;
}

/** Hits of one kind, or of the rows of one exhibit, under one heading. */
export interface HitGroup {
  readonly key: string;
  readonly title: string;
  /** How many there are, of which the first are listed. */
  readonly total: number;
  readonly options: readonly HitOption[];
}

const kindTitles: Readonly<Record<HitKind, string>> = {
  case: 'Case facts',
  answer: 'Answers',
  task: 'Tasks',
  note: 'Notes',
  finding: 'Findings',
  bookmark: 'Bookmarks',
  attachment: 'Attachments',
  exhibit: 'Exhibits',
  query: 'Queries',
  row: 'Rows',
};

/** The groups of every case in order; where there are more cases than one, each heading names its case. */
export function hitGroups({ cases }: Found, nameCases: boolean): HitGroup[] {
  return cases.flatMap(({ path, title: caseTitle, groups }) =>
    groups.map(({ kind, exhibit, title, total, hits }) => {
      const what = exhibit === null ? kindTitles[kind] : `Exhibit ${exhibit}: ${title}`;
      const key = `${path} ${kind} ${exhibit ?? ''}`;
      return {
        key,
        title: nameCases ? `${caseTitle} › ${what}` : what,
        total,
        options: hits.map((hit, at) => ({ key: `${key} ${at}`, path, hit })),
      };
    }),
  );
}

/** Where a hit is, in a few words. */
export function placeText({ kind, exhibit, row, field, id }: SearchHit): string {
  if (kind === 'row') return `Row ${row}, ${field}`;
  if (kind === 'query' || kind === 'exhibit') return `Exhibit ${exhibit}`;
  if (kind === 'bookmark') return `Exhibit ${exhibit}, row ${row}`;
  if (kind === 'note') return `Note ${id}`;
  if (kind === 'finding') return `Finding ${id}, ${field}`;
  if (kind === 'attachment') return `Attachment ${id}, ${field}`;
  return id === null ? field : `${id}, ${field}`;
}

/** What was found, and whether the index lags, as one line. */
export function summaryText({ total, totalIsExact, cases, searched }: Found): string {
  const lagging = cases.filter(({ index }) => !index.complete);
  const rows = lagging.reduce((sum, { index }) => sum + index.rows - index.rowsDone, 0);
  const places = `${totalIsExact ? '' : 'At least '}${counted(total, 'place')} in ${counted(searched, 'case')}.`;
  const still =
    lagging.length === 0 ? '' : ` Not all is indexed yet${rows > 0 ? `: ${counted(rows, 'row')} to go` : ''}.`;
  return `${places}${still}`;
}
