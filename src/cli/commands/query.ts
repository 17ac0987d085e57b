import { badInput, exitCodes } from '../exitCodes.ts';
import { outputWidth, print, printJson, progressLine } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { rowsAsCsv, rowsAsTable } from '../output/rows.ts';
import { withEngine } from '../session.ts';
import { hostFor, type SourceOptions } from '../sourceOptions.ts';
import { readText } from '../textInput.ts';
import type { WindowOptions } from '../windowOption.ts';
import { openAsked, readAsked } from './queryAsked.ts';
import { queryBatch } from './queryBatch.ts';

interface QueryOptions extends WindowOptions, SourceOptions {
  readonly case?: string;
  readonly file?: string;
  readonly batch?: string;
  readonly format: 'table' | 'csv' | 'json';
  readonly explain?: true;
  readonly all?: true;
  readonly json?: true;
}

export async function query(given: string | undefined, options: QueryOptions): Promise<number> {
  const asked = await readAsked(options);
  const host = await hostFor(options);
  if (options.batch !== undefined) {
    if (given !== undefined || options.file !== undefined) {
      throw badInput('--batch brings its own queries. Leave out the KQL and --file.');
    }
    if (options.explain) throw badInput('--explain takes one query. Leave out --batch.');
    if (options.all) throw badInput('--all takes one query. Leave out --batch.');
    return queryBatch(options.batch, asked, host);
  }
  const kql = await readText('The KQL', given, options.file);
  return withEngine(
    async (session) => {
      const { call } = session;
      const read = await openAsked(session, asked);
      if (options.explain) {
        const explanation = await call('queries.explain', { ...read, kql });
        if (options.json || options.format === 'json') printJson(explanation);
        else print(printable(explanation.sql));
        return exitCodes.success;
      }
      const line = progressLine();
      const { columns, rows, problems } = await call(
        'queries.run',
        { ...read, kql, ...(options.all && { all: true }) },
        ({ text, done, total }) =>
          line.show(total === null ? printable(text) : `${printable(text)}: ${done} of ${total}`),
      ).finally(() => line.clear());
      if (options.json || options.format === 'json') printJson({ columns, rows, problems });
      else if (options.format === 'csv') print(rowsAsCsv(columns, rows));
      else print(rowsAsTable(columns, rows, outputWidth()));
      for (const problem of problems) process.stderr.write(`Note: ${printable(problem)}\n`);
      return exitCodes.success;
    },
    { host },
  );
}
