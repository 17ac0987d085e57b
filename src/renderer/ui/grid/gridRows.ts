import type { Input, Output } from '../../../shared/contract/index.ts';
import type { Failure } from '../../../shared/result.ts';
import { CallCancelled, failureOf, type WorkbenchApi } from '../../api/workbenchApi.ts';

type Judged = Output<'profiles.marks'>['rows'][number];

/** A row as the grid holds it: with what a profile says of it, where one judges the rows. */
export type GridRow = Output<'exhibits.page'>['rows'][number] & { readonly judged?: Judged };

/** The profile by which rows are marked. */
export interface JudgingProfile {
  readonly profileId: number;
  readonly revision: number;
  readonly name: string;
}

export interface GridPage {
  readonly total: number;
  readonly rows: GridRow[];
  /** Why the rows bear no marks though they should; they are shown without. */
  readonly unmarked: Failure | undefined;
}

/** Reads a page of rows and, beside it, what a profile says of each. */
export async function readGridPage(
  api: WorkbenchApi,
  input: Input<'exhibits.page'>,
  profile: JudgingProfile | undefined,
  signal: AbortSignal,
): Promise<GridPage> {
  const [page, marks] = await Promise.all([
    api.call('exhibits.page', input, { signal }),
    profile && readMarks(api, { ...input, profileId: profile.profileId }, signal),
  ]);
  if (!marks || 'failure' in marks) return { ...page, unmarked: marks?.failure };
  const judged = new Map(marks.rows.map((mark) => [mark.row, mark]));
  const rows = page.rows.map((row): GridRow => {
    const mark = judged.get(row.row);
    return mark ? { ...row, judged: mark } : row;
  });
  return { total: page.total, rows, unmarked: undefined };
}

async function readMarks(
  api: WorkbenchApi,
  input: Input<'profiles.marks'>,
  signal: AbortSignal,
): Promise<Output<'profiles.marks'> | { readonly failure: Failure }> {
  try {
    return await api.call('profiles.marks', input, { signal });
  } catch (error) {
    if (error instanceof CallCancelled) throw error;
    return { failure: failureOf(error) };
  }
}
