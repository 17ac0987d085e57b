import type { Cell } from '../kqlText/kqlTypes.ts';
import { type CompanionCount, companionCounts } from './companionQueries.ts';

interface Exhibit {
  readonly number: number;
  readonly stepId: string | null;
  readonly variant: string;
  readonly outcome: string;
  readonly columns: readonly { readonly name: string }[];
  readonly role: { readonly role: string; readonly ofExhibit: number | null; readonly name: string } | null;
}

interface Companion {
  readonly id: string;
  readonly of: string;
  readonly title: string;
  readonly items: readonly { readonly id: string; readonly title: string }[];
}

/** The newest counts of one companion. */
export interface LeftOut<E extends Exhibit, C extends Companion> {
  readonly companion: C;
  readonly exhibit: E;
}

/** The newest exhibit of each companion's counts of a step, answered or failed; those never run are not among them. */
export function companionsInForce<E extends Exhibit, C extends Companion>(
  step: { readonly id: string; readonly companions?: readonly C[] | undefined },
  exhibits: readonly E[],
): LeftOut<E, C>[] {
  return (step.companions ?? []).flatMap((companion) => {
    const exhibit = exhibits.findLast(
      ({ stepId, variant, role }) =>
        stepId === step.id && variant === companion.of && role?.role === 'companion' && role.name === companion.id,
    );
    return exhibit ? [{ companion, exhibit }] : [];
  });
}

/** The counts as an exhibit's rows tell them, every item of the companion with its own; cells in the order of the columns. */
export function readCounts(
  { companion, exhibit }: LeftOut<Exhibit, Companion>,
  rows: readonly (readonly Cell[])[],
): CompanionCount[] {
  const place = (column: string) => exhibit.columns.findIndex(({ name }) => name === column);
  const [item, count] = [place('Item'), place('Rows')];
  return companionCounts(
    companion.items,
    rows.map((cells) => ({ item: String(cells[item] ?? ''), rows: Number(cells[count] ?? 0) })),
  );
}
