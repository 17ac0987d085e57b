import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Found, HitKind } from '../../shared/contract/index.ts';
import { cacheFolder } from '../cacheFolder.ts';
import { badInput, exitCodes, failureLine } from '../exitCodes.ts';
import { outputWidth, print, printJson, progressLine } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { formatTable } from '../output/table.ts';
import { withEngine } from '../session.ts';
import { unreadable } from '../textInput.ts';

interface Options {
  readonly case?: string;
  readonly folder?: string;
  readonly json?: true;
}

/** Finds a text in case files. Exit code 1 where nothing is found, 2 where a case could not be searched. */
export async function search(text: string, cases: readonly string[], options: Options): Promise<number> {
  const named = [...(options.case === undefined ? [] : [options.case]), ...cases].map((path) => resolve(path));
  const paths = [...named, ...(options.folder === undefined ? [] : await casesIn(options.folder))];
  if (named.length === 0 && options.folder === undefined) {
    throw badInput('No case is named. Name case files, or a folder of them with --folder.');
  }
  const run = withEngine(
    async (session) => {
      const line = progressLine();
      const found = await session.call('search.all', { paths, text, wait: true, perGroup: 50 }, (progress) =>
        line.show(`${progress.text} ${progress.done} of ${progress.total}`),
      );
      line.clear();
      if (options.json) printJson(found);
      else printFound(found);
      for (const { path, message } of found.unreadable) {
        process.stderr.write(failureLine(`Not searched: ${message.includes(path) ? message : `${path}: ${message}`}`));
      }
      if (found.unreadable.length > 0) return exitCodes.badInput;
      return found.total > 0 ? exitCodes.success : exitCodes.negative;
    },
    { searchFolder: cacheFolder() },
  );
  return run;
}

async function casesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.casefile'))
      .map((entry) => resolve(join(entry.parentPath, entry.name)))
      .sort();
  } catch (error) {
    throw unreadable(folder, error);
  }
}

const kindNames: Readonly<Record<HitKind, string>> = {
  case: 'Case',
  answer: 'Answer',
  task: 'Task',
  note: 'Note',
  finding: 'Finding',
  bookmark: 'Bookmark',
  attachment: 'Attachment',
  exhibit: 'Exhibit',
  query: 'Query of exhibit',
  row: 'Row',
};

function printFound({ cases, total, totalIsExact, searched }: Found): void {
  for (const each of cases) {
    const count = `${each.totalIsExact ? '' : 'at least '}${counted(each.total, 'place')}`;
    print(`${printable(each.title)}  ${printable(each.path)}  ${count}`);
    const rows = each.groups.flatMap(({ hits }) =>
      hits.map((hit) => [
        hit.kind === 'row' ? `E${hit.exhibit}:${hit.row}` : `${kindNames[hit.kind]} ${hit.id ?? hit.exhibit ?? ''}`,
        hit.field,
        hit.snippet.text,
      ]),
    );
    const table = [{ title: 'Place' }, { title: 'In' }, { title: 'Text' }];
    print(formatTable(table, rows, outputWidth()).replaceAll(/^/gm, '  '));
    const more = each.total - rows.length;
    if (more > 0) print(`  … and ${each.totalIsExact ? '' : 'at least '}${more} more`);
    print('');
  }
  const count = `${totalIsExact ? '' : 'at least '}${counted(total, 'place')}`;
  print(`${count} in ${counted(cases.length, 'case')} of ${searched} searched.`);
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
