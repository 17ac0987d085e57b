import { resolve } from 'node:path';
import { scopeNames } from '../../core/entities/addressScope.ts';
import type { Entity, EntityPlace, Input, Sighting } from '../../shared/contract/index.ts';
import { exitCodes } from '../exitCodes.ts';
import { outputWidth, print, printJson, progressLine } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { shortInstant } from '../output/rows.ts';
import { formatTable } from '../output/table.ts';
import { type Session, withEngine } from '../session.ts';

interface Options extends Pick<Input<'entities.list'>, 'kind' | 'sort'> {
  readonly places?: true;
  readonly json?: true;
}

type Listed = Entity & { readonly places?: readonly EntityPlace[] };

/** The most that one call answers. */
const pageSize = 1000;

/** Lists what the rows of a case name. Exit code 1 where a text is given that no value holds. */
export const entities = (path: string, text: string | undefined, options: Options): Promise<number> =>
  withEngine(async (session) => {
    const { caseId } = await session.call('cases.open', { path: resolve(path), readOnly: true });
    const { kind, sort } = options;
    const asked = { caseId, text: text ?? '', ...(kind && { kind }), ...(sort && { sort }) };
    const { counts, listed } = await listAll(session, { ...asked, descending: sort === 'rows' });
    const found: Listed[] = [];
    for (const entity of listed) {
      found.push(options.places ? { ...entity, places: await placesOf(session, asked.caseId, entity) } : entity);
    }
    if (options.json) printJson({ counts, entities: found });
    else printEntities(found, text);
    return text !== undefined && found.length === 0 ? exitCodes.negative : exitCodes.success;
  });

type Asked = Omit<Input<'entities.list'>, 'offset' | 'limit'>;

async function listAll({ call }: Session, asked: Asked) {
  const line = progressLine();
  const listed: Entity[] = [];
  for (;;) {
    const page = await call('entities.list', { ...asked, offset: listed.length, limit: pageSize }, (progress) =>
      line.show(`${progress.text}: ${progress.done} of ${progress.total}`),
    );
    line.clear();
    listed.push(...page.entities);
    if (listed.length >= page.total) return { counts: page.counts, listed };
  }
}

async function placesOf({ call }: Session, caseId: Asked['caseId'], { kind, key }: Entity): Promise<EntityPlace[]> {
  const places: EntityPlace[] = [];
  for (;;) {
    const page = await call('entities.occurrences', { caseId, kind, key, offset: places.length, limit: pageSize });
    places.push(...page.places);
    if (places.length >= page.total) return places;
  }
}

function printEntities(listed: readonly Listed[], text: string | undefined): void {
  if (listed.length === 0) {
    print(text === undefined ? 'The rows of the case name nothing.' : `No entity’s value holds “${printable(text)}”.`);
    return;
  }
  const titles = ['Kind', 'Value', 'Scope', 'First seen', 'Last seen'].map((title) => ({ title }));
  const counts = ['Rows', 'Exhibits'].map((title) => ({ title, align: 'right' as const }));
  const tableOf = (shown: readonly Listed[]) =>
    formatTable([...titles, ...counts], shown.map(entityCells), outputWidth());
  if (listed.every(({ places }) => places === undefined)) {
    print(tableOf(listed));
    return;
  }
  for (const entity of listed) {
    print(tableOf([entity]));
    const rows = (entity.places ?? []).flatMap(placeCells);
    const columns = ['Row', 'Seen', 'In', 'Written'].map((title) => ({ title }));
    print(`${formatTable(columns, rows, outputWidth()).replaceAll(/^/gm, '  ')}\n`);
  }
}

const entityCells = ({ kind, value, length, scope, first, last, rows, exhibits }: Listed): string[] => [
  kind,
  length > value.length ? `${value}… (${length} characters)` : value,
  scope ? scopeNames[scope] : '',
  first ? seenText(first, 'not before') : '',
  last ? seenText(last, 'not after') : '',
  String(rows),
  String(exhibits),
];

const placeCells = ({ exhibit, row, found, seen }: EntityPlace): string[][] =>
  found.map(({ column, field, written }, at) => [
    at === 0 ? `E${exhibit}:${row}` : '',
    at === 0 && seen ? spanText(seen) : '',
    field === null ? column : `${column}.${field}`,
    written,
  ]);

type Told = Pick<Sighting, 'clock' | 'notBefore'>;

const seenText = (seen: Sighting, bound: string): string =>
  `${seen.isExact ? '' : `${bound} `}${shortInstant(seen.at)}${remarks(seen)}`;

const spanText = (seen: NonNullable<EntityPlace['seen']>): string =>
  seen.first === seen.last
    ? `${shortInstant(seen.first)}${remarks(seen)}`
    : `${seen.isExact ? '' : 'within '}${shortInstant(seen.first)} to ${shortInstant(seen.last)}${remarks(seen)}`;

const remarks = ({ clock, notBefore }: Told): string => {
  const since = notBefore === null ? '' : `, window from ${shortInstant(notBefore)}`;
  return `${since}${{ device: '', service: ' service', local: ' device-local' }[clock]}`;
};
