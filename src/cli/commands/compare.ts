import { resolve } from 'node:path';
import type { Cell } from '../../core/kqlText/kqlTypes.ts';
import type { Comparison, Output } from '../../shared/contract/index.ts';
import { badInput, exitCodes } from '../exitCodes.ts';
import { openCase } from '../openCase.ts';
import { outputWidth, print, printJson } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { formatTable } from '../output/table.ts';
import { type Session, withEngine } from '../session.ts';

interface Options {
  readonly with?: string;
  readonly key?: string[];
  readonly values?: string[];
  readonly json?: true;
}

/** Compares two exhibits of a case, or one of it with one of another, or two whole cases. Exit code 1 where they differ. */
export function compare(path: string, numbers: readonly number[], options: Options): Promise<number> {
  const [before, after, tooMany] = numbers;
  if (tooMany !== undefined || (before !== undefined && after === undefined)) {
    throw badInput('Name two exhibits, the earlier first; or none, and another case with --with.');
  }
  return withEngine(async (session) => {
    const { caseId } = await openCase(session, path);
    const other = options.with === undefined ? caseId : (await openCase(session, resolve(options.with))).caseId;
    if (before === undefined || after === undefined) {
      if (options.with === undefined) throw badInput('Name two exhibits, or another case with --with.');
      return report(options, await session.call('comparisons.cases', { before: caseId, after: other }));
    }
    if (options.values && !options.key) throw badInput('--values needs --key: the columns that name the thing.');
    const rule = options.key && { key: options.key, values: options.values ?? [] };
    const compared = await compareTwo(session, { caseId, exhibit: before }, { caseId: other, exhibit: after }, rule);
    return report(options, { comparisons: [compared], missing: [], refused: [] });
  });
}

type Side = { readonly caseId: Comparison['before']['caseId']; readonly exhibit: number };
const compareTwo = (session: Session, before: Side, after: Side, rule: Comparison['rule'] | undefined) =>
  session.call('comparisons.exhibits', { before, after, ...(rule && { rule }) });

type Outcome = Pick<Output<'comparisons.cases'>, 'missing' | 'refused'> & {
  readonly comparisons: readonly Comparison[];
};

function report({ json }: Options, outcome: Outcome): number {
  const differ = outcome.comparisons.some(({ counts }) => counts.added + counts.removed + counts.changed > 0);
  if (json) printJson(outcome);
  else {
    for (const comparison of outcome.comparisons) printComparison(comparison);
    for (const { stepId, variant, answeredIn } of outcome.missing) {
      print(`Only the ${answeredIn === 'before' ? 'earlier' : 'later'} case has an answer of ${stepId} (${variant}).`);
    }
    for (const { stepId, variant, reason } of outcome.refused) {
      print(`Not compared: ${stepId} (${variant}). ${printable(reason)}`);
    }
    if (outcome.comparisons.length + outcome.missing.length + outcome.refused.length === 0)
      print('The two cases have no answers to compare.');
  }
  return differ ? exitCodes.negative : exitCodes.success;
}

function printComparison({ before, after, rule, counts, ...rows }: Comparison): void {
  const { added, removed, changed, unchanged } = counts;
  print(
    `${printable(after.title)}: exhibit ${before.exhibit} against exhibit ${after.exhibit}, by ${rule.key.join(', ')}`,
  );
  print(`  ${added} added, ${removed} removed, ${changed} changed, ${unchanged} unchanged`);
  for (const [side, name] of [
    [before, 'Earlier'],
    [after, 'Later'],
  ] as const) {
    for (const { text } of side.shortcomings) print(`  ${name} answer: ${printable(text)}`);
  }
  const listed = [
    ...rows.added.map(({ row, values }) => [
      'added',
      `row ${row}`,
      describe(values, rule.key),
      describe(values, rule.values),
    ]),
    ...rows.removed.map(({ row, values }) => [
      'removed',
      `row ${row}`,
      describe(values, rule.key),
      describe(values, rule.values),
    ]),
    ...rows.changed.map((change) => [
      'changed',
      `row ${change.before} → ${change.after}`,
      describe(change.key, rule.key),
      changes(change),
    ]),
  ];
  if (listed.length > 0) {
    print(
      formatTable([{ title: '' }, { title: 'Row' }, { title: 'What' }, { title: 'Values' }], listed, outputWidth()),
    );
  }
  print('');
}

const changes = ({ columns }: Comparison['changed'][number]): string =>
  columns
    .map(({ column, before, after, members }) =>
      members
        ? `${column} ${[...members.added.map((one) => `+${one}`), ...members.removed.map((one) => `-${one}`)].join(' ')}`
        : `${column} ${shown(before)} → ${shown(after)}`,
    )
    .join('; ');

const describe = (values: Readonly<Record<string, Cell>>, columns: readonly string[]): string =>
  columns.map((column) => `${column}=${shown(values[column] ?? null)}`).join(' ');

const shown = (cell: Cell): string => (cell === null ? 'null' : String(cell));
