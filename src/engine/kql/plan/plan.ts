import type { KqlType } from '../types.ts';

/** A column's definition: `sql` computes it from the columns that it uses. */
export interface Definition {
  readonly id: string;
  readonly sql: string;
  readonly uses: readonly string[];
}

export interface OrderKey {
  readonly id: string;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** A copy of each row for which `matched` holds. */
export interface StepOutput {
  readonly matched: string;
  readonly values: readonly { readonly id: string; readonly sql: string; readonly type: KqlType }[];
}

export type JoinKind = 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti';

/**
 * A relational plan. Columns are known by ids that are unique in a query, so that a node passes on by id whatever is asked of it, and
 * only what is asked of it.
 */
export type Plan =
  | {
      readonly op: 'scan';
      readonly relation: string;
      readonly columns: readonly Definition[];
      readonly filter: string | undefined;
    }
  | {
      readonly op: 'values';
      readonly columns: readonly { readonly id: string; readonly type: KqlType }[];
      readonly rows: readonly (readonly string[])[];
    }
  /** The numbers from 0 to below the count. */
  | { readonly op: 'sequence'; readonly id: string; readonly count: bigint }
  | { readonly op: 'project'; readonly input: Plan; readonly definitions: readonly Definition[] }
  | { readonly op: 'filter'; readonly input: Plan; readonly condition: string; readonly uses: readonly string[] }
  | {
      readonly op: 'aggregate';
      readonly input: Plan;
      readonly keys: readonly Definition[];
      readonly aggregates: readonly Definition[];
    }
  | {
      readonly op: 'firstOf';
      readonly input: Plan;
      readonly keys: readonly string[];
      readonly order: readonly OrderKey[];
    }
  | {
      readonly op: 'join';
      readonly kind: JoinKind;
      readonly left: Plan;
      readonly right: Plan;
      readonly rightIds: ReadonlySet<string>;
      readonly condition: string;
      readonly uses: readonly string[];
    }
  | {
      readonly op: 'union';
      readonly inputs: readonly { readonly plan: Plan; readonly definitions: readonly Definition[] }[];
    }
  | { readonly op: 'limit'; readonly input: Plan; readonly order: readonly OrderKey[]; readonly count: string }
  /** One row for each element of the longest of the lists; shorter lists give NULL. */
  | { readonly op: 'unnest'; readonly input: Plan; readonly definitions: readonly Definition[] }
  /** For each row of the left side, the rows of the right side, which begins with an `outer` node. */
  | {
      readonly op: 'lateral';
      readonly left: Plan;
      readonly right: Plan;
      readonly rightIds: ReadonlySet<string>;
      readonly uses: readonly string[];
    }
  /** The row of the left side of a `lateral`, its lists unnested. */
  | { readonly op: 'outer'; readonly definitions: readonly Definition[]; readonly unnested: readonly Definition[] }
  /** The same rows under new ids, so that a table can meet itself. */
  | { readonly op: 'renamed'; readonly input: Plan; readonly renames: readonly Definition[] }
  /** Goes over numbered rows one by one with a state: `stages` compute, one on top of the other, what follows from a row and the state. */
  | {
      readonly op: 'steps';
      readonly input: Plan;
      readonly number: string;
      /** What the stages read of a row. */
      readonly uses: readonly string[];
      readonly initial: readonly Definition[];
      readonly stages: readonly (readonly Definition[])[];
      /** The ids that hold the state after a row, in the order of `initial`. */
      readonly after: readonly string[];
      readonly outputs: readonly StepOutput[];
      /** Which of a row's outputs comes first. */
      readonly step: string;
    }
  /** Reads a common table expression, giving its columns new ids. */
  | { readonly op: 'shared'; readonly name: string; readonly renames: readonly Definition[] };

/** SQL of an ORDER BY list. */
export const orderSql = (order: readonly OrderKey[]): string =>
  order
    .map((key) => `${key.id} ${key.descending ? 'DESC' : 'ASC'} NULLS ${key.nullsFirst ? 'FIRST' : 'LAST'}`)
    .join(', ');
