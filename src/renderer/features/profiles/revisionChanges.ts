import type { Profile } from '../../../shared/contract/index.ts';

type Content = Profile['content'];

/** What one revision of a profile has and the one before it has not, and the other way round, by the list's name. */
export interface RevisionChange {
  readonly list: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What changed between two revisions; a list that came or went whole shows all of its entries. */
export function changesBetween(before: Content, after: Content): RevisionChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== 'version');
  return names.flatMap((list) => {
    const [left, right] = [textsOf(before[list]), textsOf(after[list])];
    const added = right.filter((text) => !left.includes(text));
    const removed = left.filter((text) => !right.includes(text));
    return added.length + removed.length === 0 ? [] : [{ list, added, removed }];
  });
}

/** The entries of a list as one text each, whatever version of a profile it is of. */
function textsOf(list: Content[string] | undefined): string[] {
  if (list === undefined) return [];
  return Array.isArray(list) ? list.map(textOf) : [textOf(list)];
}

/** Cases keep an entry's fields in the order of the alphabet; people name the thing first. */
const fieldOrder = ['name', 'protocol', 'address', 'port', 'exposure', 'groups'];
const rank = (field: string): number => fieldOrder.indexOf(field);

const textOf = (entry: Content[string]): string => {
  if (typeof entry === 'string') return entry;
  if (entry === null || typeof entry !== 'object') return JSON.stringify(entry);
  return Object.entries(entry)
    .toSorted(([left], [right]) => rank(left) - rank(right))
    .map(([, part]) =>
      Array.isArray(part) ? (part.length > 0 ? `in ${part.map(textOf).join(', ')}` : '') : textOf(part),
    )
    .filter(Boolean)
    .join(' ');
};
