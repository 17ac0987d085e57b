import { byColumn, columns, type Expected, exactly, type Row } from '../answer.ts';
import { argMax, greatest, groupBy, identity, setOf } from '../grouping.ts';
import { at, toText } from '../json.ts';
import { lessThan } from '../logic.ts';
import { byCode } from '../strings.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import { Undecided } from '../undecided.ts';
import type { Workspace } from '../workspace.ts';

interface User {
  readonly snapshot: bigint;
  readonly name: string;
  readonly id: string;
  readonly groups: readonly string[];
}

const users = (workspace: Workspace, bindings: Bindings): User[] =>
  parsedOfDevice(workspace, bindings, 'LocalUsers')
    .filter(({ event }) => event.IsEmpty === false)
    .map(({ d, time }) => {
      if (time === null) throw new Undecided('a user without any time, in a window function');
      const groups = toText(at(d, 'GroupNames')).replaceAll(',', ';').split(';').sort(byCode);
      return { snapshot: time, name: toText(at(d, 'UserName')), id: toText(at(d, 'UserId')), groups };
    });

const difference = (left: readonly string[], right: readonly string[]) =>
  setOf(left.filter((each) => !right.includes(each)));

/** In the order of name and time, which must be one order: prev() reads the row before. */
function inOrder(rows: readonly User[]): User[] {
  const sorted = [...rows].sort((a, b) => byCode(a.name, b.name) || Number(a.snapshot - b.snapshot));
  for (const [index, row] of sorted.entries()) {
    const before = sorted[index - 1];
    const tie = before?.name === row.name && before.snapshot === row.snapshot;
    if (tie && identity(before) !== identity(row)) {
      throw new Undecided(`two rows for the user "${row.name}" in one snapshot`);
    }
  }
  return sorted;
}

function changes(rows: readonly User[]): Row[] {
  const sorted = inOrder(rows);
  if (sorted[0]?.name === '') throw new Undecided('prev() of the first row compared with an empty name');
  return sorted.flatMap((user, index) => {
    const before = sorted[index - 1];
    const previous = before?.name === user.name ? before : undefined;
    if (previous && previous.groups.join(';') === user.groups.join(';')) return [];
    const change = previous ? 'groups changed' : 'first seen';
    const old = previous?.groups ?? [];
    const moved = [difference(user.groups, old), difference(old, user.groups)];
    return [[user.snapshot, user.name, user.id, change, exactly(user.groups), ...moved]];
  });
}

const absent = (rows: readonly User[]): Row[][] => {
  const newest = greatest(rows.map(({ snapshot }) => snapshot));
  return groupBy(rows, ({ name }) => [name])
    .map((group) => argMax(group.rows, ({ snapshot }) => snapshot))
    .filter(([last]) => lessThan(last?.snapshot ?? null, newest) === true)
    .map((last) =>
      last.map(({ snapshot, name, id, groups }) => [
        snapshot,
        name,
        id,
        'not in newer snapshots',
        exactly(groups),
        exactly([]),
        exactly(groups),
      ]),
    );
};

export function membershipChanges(workspace: Workspace, bindings: Bindings): Expected {
  const rows = users(workspace, bindings);
  return {
    columns: columns(
      'Snapshot:datetime, UserName:string, UserId:string, Change:string, Groups:dynamic, Added:dynamic, Removed:dynamic',
    ),
    rows: [...changes(rows).map((row) => [row]), ...absent(rows)],
    order: [byColumn(0, 'asc')],
  };
}
