import { isTrivia, lexKql } from '../../../core/kqlText/lexer.ts';
import { CasebookError } from '../../../shared/result.ts';
import type { CaseFile } from '../../casefile/caseFile.ts';
import type { LocalSource } from '../local/localSource.ts';
import type { LogSource, RawAnswer } from '../logSource.ts';
import { ranges } from './exhibitNames.ts';
import { ExhibitShelf } from './exhibitShelf.ts';
import { type ExhibitTables, exhibitTables } from './exhibitTables.ts';

/**
 * A source whose queries also read the case's exhibits, by `exhibit(…)`. The case file is only read. `sourceGone` says why the
 * source itself cannot be read, where it has no tables for that reason.
 */
export function besideExhibits(caseFile: CaseFile, source: LocalSource, sourceGone: string | undefined): LogSource {
  const shelf = shelfOf(source);
  return {
    ...source,
    async query(kql, window, signal) {
      const exhibits = exhibitTables(caseFile, shelf, sourceGone);
      try {
        return withOrigin(await source.query(kql, window, signal, exhibits), exhibits, source.label);
      } finally {
        exhibits.release();
      }
    },
    explain: (kql, window, signal) => source.explain(kql, window, signal, exhibitTables(caseFile, shelf, sourceGone)),
  };
}

/**
 * A source that only the service itself can query, or the case's exhibits: a query that calls `exhibit(…)` reads exhibits alone, in
 * `alone`, and every other goes to the service.
 */
export function exhibitsOrLive(caseFile: CaseFile, alone: LocalSource, live: LogSource): LogSource {
  const reason = `A query that reads exhibits runs on this computer, where ${live.label} cannot be read: keep its rows as an exhibit first.`;
  const exhibits = besideExhibits(caseFile, alone, reason);
  const forQuery = (kql: string) => (callsExhibit(kql) ? exhibits : live);
  return {
    ...live,
    forQuery,
    query: (kql, window, signal) => forQuery(kql).query(kql, window, signal),
    async explain(kql, window, signal) {
      if (callsExhibit(kql) && exhibits.explain) return exhibits.explain(kql, window, signal);
      throw new CasebookError('invalidInput', `${live.label} plans its queries itself and does not tell how.`);
    },
  };
}

/** Whether a query calls `exhibit(` outside its literals and comments. */
function callsExhibit(kql: string): boolean {
  const code = lexKql(kql).filter((token) => !isTrivia(token));
  return code.some(({ kind, text }, place) => kind === 'word' && text === 'exhibit' && code[place + 1]?.text === '(');
}

/** A source's database has one shelf, for all cases that are read beside it. */
const shelves = new WeakMap<LocalSource, ExhibitShelf>();

function shelfOf(source: LocalSource): ExhibitShelf {
  const shelf = shelves.get(source) ?? new ExhibitShelf();
  shelves.set(source, shelf);
  return shelf;
}

/** The answer with what it was made from: each exhibit's verdicts, and the SHA-256 of its raw answer. */
function withOrigin(answer: RawAnswer, tables: ExhibitTables, sourceLabel: string): RawAnswer {
  const exhibits = tables.read();
  if (exhibits.length === 0) return answer;
  const numbers = ranges(exhibits.map(({ number }) => number));
  const saved = `${exhibits.length === 1 ? 'exhibit' : 'exhibits'} ${numbers} of this case`;
  const hashes = exhibits.map(({ number, sha256 }) => [`exhibit ${number}`, `sha256:${sha256}`] as const);
  return {
    ...answer,
    versions: { ...answer.versions, ...Object.fromEntries(hashes) },
    readFrom: tables.readOthers() ? `${sourceLabel} and ${saved}` : saved,
    exhibits: exhibits.map(({ number, title, verdicts }) => ({ number, title, verdicts })),
  };
}
