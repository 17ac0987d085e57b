import { resolve } from 'node:path';
import { exitCodes } from '../exitCodes.ts';
import { outputWidth, print, printJson, progressLine } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { formatTable } from '../output/table.ts';
import { withEngine } from '../session.ts';

export function sample(
  folder: string,
  { seed, events, json }: { seed?: number; events?: number; json?: true },
): Promise<number> {
  return withEngine(async ({ call }) => {
    const line = progressLine();
    const written = await call(
      'sources.writeSample',
      { folder: resolve(folder), ...(seed === undefined ? {} : { seed }), ...(events === undefined ? {} : { events }) },
      ({ text }) => line.show(text),
    ).finally(line.clear);
    if (json) {
      printJson(written);
      return exitCodes.success;
    }
    print(
      formatTable(
        [{ title: 'Table' }, { title: 'Rows', align: 'right' }],
        written.tables.map(({ name, rowCount }) => [name, String(rowCount)]),
        outputWidth(),
      ),
    );
    print(`\nThe sample workspace is in ${printable(written.folder)} (seed ${written.seed}).`);
    print(`What happened in it, ${written.groundTruthItems} items, is in ground-truth.json.`);
    return exitCodes.success;
  });
}
