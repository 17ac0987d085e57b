import { stringLiteral } from '../../core/kqlText/literals.ts';
import type { editor } from '../../shared/contract/editor.ts';
import type { CaseId, QueryCompletion, SourceRef } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { Handlers } from '../context.ts';
import type { Completion } from '../kql/editor/completion.ts';
import { quoteIdentifier } from '../kql/storage.ts';
import { tablesOf as exhibitTablesOf } from '../logs/exhibits/exhibitTables.ts';
import type { LogSource } from '../logs/logSource.ts';
import type { Services } from '../services.ts';

/** What a query may read. */
interface Scope {
  readonly source: SourceRef;
  readonly caseId?: CaseId | undefined;
}

/** Milliseconds that a completion waits for a column's values; they are kept for the next one. */
const valuesPatience = 250;

export const editorHandlers = ({ cases, sources }: Services): Handlers<typeof editor> => {
  /** The source, or nothing where it has gone and only the exhibits of a case are left to be read. */
  const sourceOf = async ({ source, caseId }: Scope): Promise<LogSource | undefined> => {
    try {
      return await sources.open(source);
    } catch (error) {
      if (caseId !== undefined && error instanceof CasebookError) return undefined;
      throw error;
    }
  };
  const withExhibits = (source: LogSource | undefined, { caseId }: Scope) => [
    ...(source?.tables() ?? []),
    ...(caseId === undefined ? [] : exhibitTablesOf(cases.get(caseId).view().exhibits)),
  ];
  const tablesOf = async (scope: Scope) => withExhibits(await sourceOf(scope), scope);
  const kql = () => sources.kql();
  return {
    'editor.problems': async ({ kql: text, ...scope }, { signal }) => {
      const source = await sourceOf(scope);
      const tables = withExhibits(source, scope);
      if (text.trim() === '') return { problems: [], checked: true, unread: [] };

      const unread = (source?.tables() ?? [])
        .filter(({ name, isRead }) => !isRead && text.includes(name))
        .map(({ name }) => name);
      const found = await kql().diagnose(text, { tables, relation: quoteIdentifier }, signal);
      // The columns of a table that has not been read, or of which nothing is told, are not known: only the syntax can be.
      const onlySyntax = unread.length > 0 || source?.hasMoreTables === true;
      const known = (found ?? []).filter(({ kind }) => !onlySyntax || kind === 'syntax');
      return { problems: known.map(({ kind: _, ...problem }) => problem), checked: found !== undefined, unread };
    },
    'editor.complete': async ({ kql: text, position, ...scope }, { signal }) => {
      const source = await sourceOf(scope);
      const completion = await kql().complete(text, position, withExhibits(source, scope), signal);
      return withValues(source, completion);
    },
    'editor.hover': async ({ kql: text, position, ...scope }, { signal }) =>
      kql().hover(text, position, await tablesOf(scope), signal),
    'editor.signature': async ({ kql: text, position, ...scope }, { signal }) => {
      const found = await kql().signature(text, position, await tablesOf(scope), signal);
      return found && { ...found, parameters: [...found.parameters] };
    },
    'editor.format': async ({ kql: text }, { signal }) => ({ kql: await kql().format(text, signal) }),
    'editor.colours': async ({ source, caseId, kql: text }, { signal }) => ({
      ranges: [...(await kql().classify(text, source ? await tablesOf({ source, caseId }) : [], signal))],
    }),
  };
};

/** Puts the values of the column that the place is compared with in front; inside a text they are all that fits. */
async function withValues(source: LogSource | undefined, { from, length, items, values }: Completion) {
  const others = { from, length, items: [...items] };
  if (source === undefined || values === undefined) return others;
  const found = await inTime(source.fewValues(values.table, values.column));
  if (found === undefined || found.length === 0) return others;
  const offered = found.map((value): QueryCompletion => {
    const literal = stringLiteral(value);
    return { label: literal, kind: 'value', insertBefore: literal, insertAfter: '', detail: values.column };
  });
  if (values.length > 0) return { from: values.from, length: values.length, items: offered };
  return { ...others, items: [...offered, ...others.items] };
}

function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), valuesPatience);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
