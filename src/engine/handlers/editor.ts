import { stringLiteral } from '../../core/kqlText/literals.ts';
import type { editor } from '../../shared/contract/editor.ts';
import type { QueryCompletion, SourceRef } from '../../shared/contract/index.ts';
import type { Handlers } from '../context.ts';
import type { Completion } from '../kql/editor/completion.ts';
import { quoteIdentifier } from '../kql/storage.ts';
import type { LogSource } from '../logs/logSource.ts';
import type { Services } from '../services.ts';

/** Milliseconds that a completion waits for a column's values; they are kept for the next one. */
const valuesPatience = 250;

export const editorHandlers = ({ sources }: Services): Handlers<typeof editor> => {
  const tablesOf = async (ref: SourceRef) => (await sources.open(ref)).tables();
  const kql = () => sources.kql();
  return {
    'editor.problems': async ({ source, kql: text }, { signal }) => {
      const tables = await tablesOf(source);
      if (text.trim() === '') return { problems: [], checked: true, unread: [] };

      const unread = tables.filter(({ name, isRead }) => !isRead && text.includes(name)).map(({ name }) => name);
      const found = await kql().diagnose(text, { tables, relation: quoteIdentifier }, signal);
      // The columns of a table that has not been read are not known, so only the syntax can be told.
      const known = (found ?? []).filter(({ kind }) => unread.length === 0 || kind === 'syntax');
      return { problems: known.map(({ kind: _, ...problem }) => problem), checked: found !== undefined, unread };
    },
    'editor.complete': async ({ source: ref, kql: text, position }, { signal }) => {
      const source = await sources.open(ref);
      const completion = await kql().complete(text, position, source.tables(), signal);
      return withValues(source, completion);
    },
    'editor.hover': async ({ source, kql: text, position }, { signal }) =>
      kql().hover(text, position, await tablesOf(source), signal),
    'editor.signature': async ({ source, kql: text, position }, { signal }) => {
      const found = await kql().signature(text, position, await tablesOf(source), signal);
      return found && { ...found, parameters: [...found.parameters] };
    },
    'editor.format': async ({ kql: text }, { signal }) => ({ kql: await kql().format(text, signal) }),
    'editor.colours': async ({ source, kql: text }, { signal }) => ({
      ranges: [...(await kql().classify(text, source ? await tablesOf(source) : [], signal))],
    }),
  };
};

/** Puts the values of the column that the place is compared with in front; inside a text they are all that fits. */
async function withValues(source: LogSource, { from, length, items, values }: Completion) {
  const others = { from, length, items: [...items] };
  if (values === undefined) return others;
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
