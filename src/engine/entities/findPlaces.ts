import type { EntityRow } from '../../core/entities/entitiesInRow.ts';
import type { Cell } from '../../core/kqlText/kqlTypes.ts';
import type { EntityPlace } from '../../shared/contract/entities.ts';
import type { Output, ParsedInput } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { rowReader } from './caseIndex.ts';
import { beginningOf, type EntityIndex, keyOf, rowAt, seenOf } from './entityIndex.ts';
import { shownEntity } from './listEntities.ts';

type Asked = Omit<ParsedInput<'entities.occurrences'>, 'caseId'>;

/** The rows that name an entity, read anew from the case; throws `invalidInput` where no row does. */
export function findPlaces(caseFile: CaseFile, index: EntityIndex, asked: Asked): Output<'entities.occurrences'> {
  const entity = index[asked.kind].get(asked.key);
  const [firstPlace] = entity?.places ?? [];
  if (!entity || firstPlace === undefined) {
    throw new CasebookError('invalidInput', 'No row of this case names this entity. List the entities again.');
  }
  const readers = new Map<number, (cells: readonly Cell[]) => EntityRow>();
  const read = (place: number) => {
    const { exhibit, row } = rowAt(place);
    const reader = readers.get(exhibit) ?? rowReader(caseFile, caseFile.exhibit(exhibit));
    readers.set(exhibit, reader);
    const [found] = caseFile.page({ exhibit, offset: row - 1, limit: 1 }).rows;
    const { occurrences, seen } = reader(found?.cells ?? []);
    const named = occurrences.filter((each) => each.kind === entity.kind && keyOf(each) === entity.key);
    return { exhibit, row, named, seen };
  };
  const [whole] = read(firstPlace).named;
  return {
    entity: { ...shownEntity(entity), value: whole?.value ?? entity.value },
    total: entity.places.length,
    places: entity.places.slice(asked.offset, asked.offset + asked.limit).map((place): EntityPlace => {
      const { exhibit, row, named, seen } = read(place);
      const isMember = named.every((each) => each.isMember);
      return {
        exhibit,
        row,
        found: distinct(named.map(({ column, field, written }) => ({ column, field, written: beginningOf(written) }))),
        seen: seen ? seenOf(seen, { isMember }) : null,
      };
    }),
  };
}

/** A command line can name a file twice. */
const distinct = <T>(values: readonly T[]): T[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];
