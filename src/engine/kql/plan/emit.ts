import { storageType } from '../storage.ts';
import { sharedExtractions } from './extractions.ts';
import { cheapFirst } from './filterOrder.ts';
import { type Definition, orderSql, type Plan } from './plan.ts';

type Needed = ReadonlySet<string>;

const wanted = (definitions: readonly Definition[], needed: Needed): Definition[] =>
  definitions.filter((definition) => needed.has(definition.id));
const usesOf = (definitions: readonly Definition[]): string[] => definitions.flatMap((definition) => definition.uses);
const columns = (needed: Iterable<string>): string => [...needed].join(', ') || '1 AS nothing';
const defined = (definitions: readonly Definition[]): string[] =>
  definitions.map((definition) => `${definition.sql} AS ${definition.id}`);
const list = (items: readonly string[]): string => items.join(', ') || '1 AS nothing';

/** The rows of an input with more columns beside its own. */
const withBelow = (columns: readonly string[], input: string): string =>
  columns.length === 0 ? input : `SELECT *, ${columns.join(', ')} FROM (${input})`;

/** The input without projections that define nothing of what is needed. */
const withoutIdleProjects = (plan: Plan, needed: Needed): Plan =>
  plan.op === 'project' && wanted(plan.definitions, needed).length === 0
    ? withoutIdleProjects(plan.input, needed)
    : plan;

/** SQL of a plan that gives the needed columns, by their ids. */
export const emit = (plan: Plan, needed: Needed): string => emitters[plan.op](plan as never, needed);

const emitters: { [Op in Plan['op']]: (plan: Extract<Plan, { op: Op }>, needed: Needed) => string } = {
  scan: (plan, needed) =>
    `SELECT ${list(defined(wanted(plan.columns, needed)))} FROM ${plan.relation}${plan.filter === undefined ? '' : ` WHERE ${plan.filter}`}`,

  values: (plan, needed) => {
    const kept = plan.columns.map((column, index) => ({ ...column, index })).filter((column) => needed.has(column.id));
    if (plan.rows.length === 0)
      return `SELECT ${list(kept.map((column) => `CAST(NULL AS ${storageType(column.type)}) AS ${column.id}`))} WHERE false`;
    const rows = plan.rows.map((row) => `(${kept.map((column) => row[column.index]).join(', ') || '1'})`);
    return `SELECT ${columns(kept.map((column) => column.id))} FROM (VALUES ${rows.join(', ')}) AS v(${kept.map((column) => column.id).join(', ') || 'nothing'})`;
  },

  sequence: (plan, needed) =>
    `SELECT ${needed.has(plan.id) ? `range AS ${plan.id}` : '1 AS nothing'} FROM range(${plan.count})`,

  project: (plan, needed) => {
    const kept = wanted(plan.definitions, needed);
    const own = new Set(plan.definitions.map((definition) => definition.id));
    const passed = [...needed].filter((id) => !own.has(id));
    if (kept.length === 0) return emit(plan.input, needed);
    const { definitions, below } = sharedExtractions(kept);
    const input = withBelow(below, emit(plan.input, new Set([...passed, ...usesOf(kept)])));
    return `SELECT ${list([...passed, ...defined(definitions)])} FROM (${input})`;
  },

  filter: (plan, needed) => {
    const used = new Set([...needed, ...plan.uses]);
    const below = withoutIdleProjects(plan.input, used);
    const both = below.op === 'filter' ? cheapFirst(below.condition, plan.condition) : undefined;
    return below.op === 'filter' && both !== undefined
      ? `SELECT ${columns(needed)} FROM (${emit(below.input, new Set([...used, ...below.uses]))}) WHERE ${both}`
      : `SELECT ${columns(needed)} FROM (${emit(plan.input, used)}) WHERE ${plan.condition}`;
  },

  aggregate: (plan, needed) => {
    const aggregates = wanted(plan.aggregates, needed);
    const { definitions, below } = sharedExtractions([...plan.keys, ...aggregates]);
    const input = withBelow(below, emit(plan.input, new Set(usesOf([...plan.keys, ...aggregates]))));
    const keys = definitions.slice(0, plan.keys.length).map((key) => key.sql);
    const outputs = defined(wanted(definitions, new Set([...needed, ...aggregates.map(({ id }) => id)])));
    if (keys.length === 0) return `SELECT ${list(outputs)} FROM (${input})${outputs.length === 0 ? ' LIMIT 1' : ''}`;
    return `SELECT ${list(outputs)} FROM (${input}) GROUP BY ${keys.join(', ')}`;
  },

  firstOf: (plan, needed) => {
    const input = emit(plan.input, new Set([...needed, ...plan.keys, ...plan.order.map((key) => key.id)]));
    const order = plan.order.length > 0 ? ` ORDER BY ${orderSql(plan.order)}` : '';
    return `SELECT DISTINCT ON (${plan.keys.join(', ')}) ${columns(needed)} FROM (${input})${order}`;
  },

  join: (plan, needed) => {
    const all = [...new Set([...needed, ...plan.uses])];
    const left = emit(plan.left, new Set(all.filter((id) => !plan.rightIds.has(id))));
    const right = emit(plan.right, new Set(all.filter((id) => plan.rightIds.has(id))));
    const word = plan.kind.toUpperCase();
    return `SELECT ${columns(needed)} FROM (${left}) ${word} JOIN (${right}) ON ${plan.condition}`;
  },

  union: (plan, needed) =>
    plan.inputs
      .map(({ plan: input, definitions }) => {
        const kept = wanted(definitions, needed);
        const byId = [...kept].sort((a, b) => (a.id < b.id ? -1 : 1));
        return `(SELECT ${list(defined(byId))} FROM (${emit(input, new Set(usesOf(kept)))}))`;
      })
      .join(' UNION ALL '),

  limit: (plan, needed) => {
    const input = emit(plan.input, new Set([...needed, ...plan.order.map((key) => key.id)]));
    const order = plan.order.length > 0 ? ` ORDER BY ${orderSql(plan.order)}` : '';
    return `SELECT ${columns(needed)} FROM (${input})${order} LIMIT ${plan.count}`;
  },

  unnest: (plan, needed) => {
    const own = new Set(plan.definitions.map((definition) => definition.id));
    const passed = [...needed].filter((id) => !own.has(id));
    const input = emit(plan.input, new Set([...passed, ...usesOf(plan.definitions)]));
    const unnested = plan.definitions.map((definition) => `unnest(${definition.sql}) AS ${definition.id}`);
    return `SELECT ${list([...passed, ...unnested])} FROM (${input})`;
  },

  lateral: (plan, needed) => {
    const right = emit(plan.right, new Set([...needed].filter((id) => plan.rightIds.has(id))));
    const left = emit(plan.left, new Set([...[...needed].filter((id) => !plan.rightIds.has(id)), ...plan.uses]));
    return `SELECT ${columns(needed)} FROM (${left}), LATERAL (${right})`;
  },

  outer: (plan, needed) => {
    const unnested = plan.unnested.map((definition) => `unnest(${definition.sql}) AS ${definition.id}`);
    return `SELECT ${list([...defined(wanted(plan.definitions, needed)), ...unnested])}`;
  },

  steps: (plan, needed) => {
    const made = new Set([plan.step, ...plan.outputs.flatMap(({ values }) => values.map(({ id }) => id))]);
    const passed = [...needed].filter((id) => !made.has(id));
    const rows = emit(plan.input, new Set([...passed, ...plan.uses, plan.number]));
    // The names are the number's, so that a scan inside a scan has its own.
    const [numbered, states] = [`rows_${plan.step}`, `states_${plan.step}`];
    const carried = new Map<string, string>();
    for (const { matched, values } of plan.outputs) {
      carried.set(matched, 'BOOLEAN');
      for (const { sql, type } of values) carried.set(sql, storageType(type));
    }
    const none = [...carried].map(([id, type]) => `CAST(NULL AS ${type}) AS k_${id}`);
    const start = `SELECT CAST(0 AS BIGINT) AS done, ${list([...defined(plan.initial), ...none])}`;
    const reading = `SELECT * FROM ${states}, ${numbered} WHERE place = done + 1`;
    const computed = plan.stages.reduce((sql, stage) => `SELECT *, ${list(defined(stage))} FROM (${sql})`, reading);
    const next = `SELECT ${['place', ...plan.after, ...carried.keys()].join(', ')} FROM (${computed})`;
    const outputs = plan.outputs.map(({ matched, values }, index) => {
      const shown = values.filter(({ id }) => needed.has(id)).map(({ id, sql }) => `k_${sql} AS ${id}`);
      const step = needed.has(plan.step) ? [`${index} AS ${plan.step}`] : [];
      return `SELECT ${list([...passed, ...shown, ...step])} FROM ${numbered}, ${states} WHERE place = done AND k_${matched}`;
    });
    const answer = outputs.length === 0 ? `${start} WHERE false` : outputs.join(' UNION ALL ');
    return `WITH RECURSIVE ${numbered} AS (SELECT *, row_number() OVER (ORDER BY ${plan.number}) AS place FROM (${rows})), ${states} AS (${start} UNION ALL ${next}) ${answer}`;
  },

  renamed: (plan, needed) => {
    const kept = wanted(plan.renames, needed);
    return `SELECT ${list(defined(kept))} FROM (${emit(plan.input, new Set(kept.map((rename) => rename.sql)))})`;
  },

  shared: (plan, needed) => `SELECT ${list(defined(wanted(plan.renames, needed)))} FROM ${plan.name}`,
};
