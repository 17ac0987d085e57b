import { columnScalar } from '../plan/columnScalar.ts';
import type { Definition, StepOutput } from '../plan/plan.ts';
import { constant, type Scalar } from '../plan/scalar.ts';
import { type Relation, type RelationColumn, type Scope, semantic, unsupported } from '../plan/scope.ts';
import { storageType } from '../storage.ts';
import { itemsOf, part, textOf } from '../syntax/ast.ts';
import { parameterText } from './joins.ts';
import { numbered, type OperatorContext, type OperatorEntry } from './operator.ts';
import { declaredColumns, readInSteps, stateName, withStateNames } from './scanState.ts';

/** The columns by which one step knows the records that it and the steps before it matched last. */
interface State {
  readonly active: string;
  readonly match: string;
  readonly values: ReadonlyMap<string, RelationColumn>;
}

/** `scan`: each record meets the steps from the last to the first, and what they remember moves on with each match. */
const scan = (context: OperatorContext, input: Relation): Relation => {
  const { query, node, names } = context;
  for (const clause of [node.parts.OrderByClause, node.parts.PartitionByClause])
    if (clause !== undefined)
      throw unsupported(query, clause, 'scan', 'This clause of scan is not supported: sort or partition before scan');
  const source = numbered(context, input);
  const declared = declaredColumns(context);
  const clash = declared.find(({ column }) => source.columns.some((one) => one.name === column.name));
  if (clash !== undefined) throw semantic(query, node, `The table has a column ${clash.column.name}`);
  const steps = itemsOf(node, 'Steps');
  const stepNames = steps.map((step) => textOf(step, 'Name'));
  const last = steps.find((step) => step.parts.ScanStepOutput?.parts.OutputKind?.text === 'last');
  if (last !== undefined)
    throw unsupported(query, last, 'scan', 'output=last is not supported: where its record stands is not documented');
  if (new Set(stepNames).size < stepNames.length) throw semantic(query, node, 'Two steps of scan have one name');

  const recordColumns = [...source.columns, ...declared.map(({ column }) => column)];
  const defaults = new Map(declared.map(({ column, otherwise }) => [column.name, otherwise]));
  const read = readInSteps(steps, stepNames);
  const emptyOf = (column: RelationColumn) => defaults.get(column.name) ?? constant(column.type, null);
  const remembered = (upTo: number, fresh: (column: RelationColumn) => string): Map<string, RelationColumn> =>
    new Map(
      stepNames
        .slice(0, upTo + 1)
        .flatMap((step) =>
          recordColumns
            .filter((column) => read.has(stateName(step, column.name)))
            .map(({ name, type, ...column }) => [
              stateName(step, name),
              { name: stateName(step, name), type, nullable: type !== 'string', id: fresh({ name, type, ...column }) },
            ]),
        ),
    );
  const initial: Definition[] = [];
  const begin = (type: RelationColumn['type'], sql: string): string => {
    const id = query.nextId();
    initial.push({ id, sql: `CAST(${sql} AS ${storageType(type)})`, uses: [] });
    return id;
  };
  const counter = begin('long', '0');
  const states: State[] = steps.map((_, at) => ({
    active: begin('bool', 'false'),
    match: begin('long', '0'),
    values: remembered(at, (column) => begin(column.type, emptyOf(column).sql)),
  }));
  const before = states.map((state) => state);
  const stages: Definition[][] = [];
  const uses = new Set<string>();
  const bound = (value: Scalar): Scalar => {
    for (const id of value.uses) uses.add(id);
    return value;
  };
  let count = counter;
  const outputs: StepOutput[] = [];
  const columns = declared.map(({ column }) => column);
  const matchName = parameterText(node, 'with_match_id');
  const matchColumn = { name: matchName ?? '', type: 'long' as const, id: query.nextId(), nullable: false };
  for (let at = steps.length - 1; at >= 0; at--) {
    const step = steps[at];
    const own = states[at];
    const previous = states[at - 1];
    if (step === undefined || own === undefined) continue;
    const stage: Definition[] = [];
    const set = (sql: string): string => {
      const id = query.nextId();
      stage.push({ id, sql, uses: [] });
      return id;
    };
    const flush = () => stages.push(stage.splice(0));
    const scopeOf = (seen: ReadonlyMap<string, RelationColumn>): Scope => ({
      query,
      names,
      columns: [...source.columns, ...seen.values()],
    });
    const fresh = [...own.values].filter(([name]) => name.startsWith(stateName(stepNames[at] ?? '', '')));
    const empty = new Map(
      fresh.map(([name, column]) => [name, { ...column, id: set(initialSql(initial, before[at], name)) }]),
    );
    flush();
    const moved = scopeOf(new Map([...(previous?.values ?? []), ...empty]));
    const stayed = scopeOf(own.values);
    const condition = withStateNames(part(step, 'Condition'), stepNames);
    const test = (scope: Scope) => `coalesce(${bound(query.binder.filter(condition, scope)).sql}, false)`;
    const byMove = set(previous === undefined ? 'false' : `(${previous.active} AND ${test(moved)})`);
    const byStay = set(`(${at === 0 ? 'true' : own.active} AND ${test(stayed)})`);
    flush();
    const matched = set(`(${byMove} OR ${byStay})`);
    const assigned = declared.map(({ column, otherwise }) => {
      const assignment = itemsOf(step.parts.ComputationClause ?? step, 'Assignments').find(
        (one) => textOf(one, 'Name') === column.name,
      );
      if (assignment === undefined) return set(otherwise.sql);
      const expression = withStateNames(part(assignment, 'Expression'), stepNames);
      const value = (scope: Scope): string => {
        const made = query.binder.asType(bound(query.binder.scalar(expression, scope)), column.type);
        if (made === undefined) throw semantic(query, assignment, `${column.name} is a ${column.type}`);
        return made.sql;
      };
      const stay = value(stayed);
      return set(previous === undefined ? stay : `CASE WHEN ${byMove} THEN ${value(moved)} ELSE ${stay} END`);
    });
    flush();
    const begins = at === 0 ? `(${matched} AND NOT ${own.active})` : 'false';
    const match = set(
      `CASE WHEN ${byMove} THEN ${previous?.match ?? own.match} WHEN ${begins} THEN ${count} ELSE ${own.match} END`,
    );
    const next = set(`${count} + CASE WHEN ${begins} THEN 1 ELSE 0 END`);
    const values = new Map(
      [...own.values].map(([name, column]) => {
        const recorded = recordColumns.find((one) => stateName(stepNames[at] ?? '', one.name) === name);
        if (recorded !== undefined) bound(columnScalar(recorded));
        const declaredAt = recorded === undefined ? -1 : columns.indexOf(recorded);
        const mine = declaredAt >= 0 ? assigned[declaredAt] : recorded?.id;
        const sql =
          mine !== undefined
            ? `CASE WHEN ${matched} THEN ${mine} ELSE ${column.id} END`
            : `CASE WHEN ${byMove} THEN ${previous?.values.get(name)?.id ?? column.id} ELSE ${column.id} END`;
        return [name, { ...column, id: set(sql) }] as const;
      }),
    );
    const active = set(`(${own.active} OR ${matched})`);
    if (previous !== undefined)
      states[at - 1] = {
        active: set(`(${previous.active} AND NOT ${byMove})`),
        match: previous.match,
        values: new Map(
          [...previous.values].map(([name, column]) => [
            name,
            {
              ...column,
              id: set(`CASE WHEN ${byMove} THEN ${initialSql(initial, before[at - 1], name)} ELSE ${column.id} END`),
            },
          ]),
        ),
      };
    flush();
    states[at] = { active, match, values };
    count = next;
    if (step.parts.ScanStepOutput?.parts.OutputKind?.text !== 'none')
      outputs.push({
        matched,
        values: [
          ...columns.map(({ id, type }, index) => ({ id, type, sql: assigned[index] ?? id })),
          { id: matchColumn.id, type: 'long', sql: match },
        ],
      });
  }
  const stateIds = (one: State): string[] => [one.active, one.match, ...[...one.values.values()].map(({ id }) => id)];
  const after = [count, ...states.flatMap(stateIds)];
  const step = query.nextId();
  const order = [...source.order, { id: step, descending: false, nullsFirst: false }];
  const own = new Set([
    ...initial.map(({ id }) => id),
    ...columns.map(({ id }) => id),
    ...stages.flat().map(({ id }) => id),
  ]);
  return {
    plan: {
      op: 'steps',
      input: source.plan,
      number: source.order[0]?.id ?? '',
      uses: [...uses].filter((id) => !own.has(id)),
      initial,
      stages,
      after,
      outputs,
      step,
    },
    columns: [...source.columns, ...columns, ...(matchName === undefined ? [] : [matchColumn])],
    order,
  };
};

/** What a remembered value is before anything is remembered. */
const initialSql = (initial: readonly Definition[], state: State | undefined, name: string): string =>
  initial.find(({ id }) => id === state?.values.get(name)?.id)?.sql ?? 'NULL';

export const scanOperators: readonly OperatorEntry[] = [
  {
    name: 'scan',
    kind: 'ScanOperator',
    example: 'range x from 1 to 5 step 1 | scan declare (sum:long=0) with (step s: true => sum = x + s.sum;)',
    bind: scan,
  },
];
