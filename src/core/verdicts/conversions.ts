import { isTrivia, lexKql } from '../kqlText/lexer.ts';
import { stringLiteral } from '../kqlText/literals.ts';
import { tablesNamed } from './coverage.ts';
import type { Verdict } from './verdict.ts';

interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** A query that counts, in one row, the cells of a table that another query cannot read; one column for each of `checks`. */
export interface ConversionAudit {
  readonly kql: string;
  /** What each column counts cells of: `EventDetails is no JSON`. */
  readonly checks: readonly string[];
}

interface Check {
  readonly column: string;
  readonly condition: string;
  readonly text: string;
}

/**
 * The counts of what a query turns to null although text was there: JSON that does not parse, and values in JSON that its
 * `todatetime`, `toint` … cannot convert. `subject` is the device and hub that the query is bound to; the counts keep to it, and
 * to the event names that the query asks for. Empty where the query converts nothing out of JSON.
 */
export function conversionAudits(
  kql: string,
  tables: readonly Table[],
  subject: { readonly device?: string | undefined; readonly hub?: string | undefined },
): ConversionAudit[] {
  const code = lexKql(kql)
    .filter((token) => token.kind !== 'comment')
    .map((token) => (isTrivia(token) ? ' ' : token.text))
    .join('');
  const checks = [...jsonChecks(code), ...memberChecks(code), ...extractChecks(code)];
  return tablesNamed(kql, tables).flatMap((table) => {
    const own = distinct(checks.filter(({ column }) => holdsText(table, column)));
    if (own.length === 0) return [];
    const counts = own.map(({ condition }, place) => `c${place}=countif(${condition})`);
    const parsed = [...new Set(own.map(({ column }) => `${parsedName(column)}=parse_json(${column})`))];
    const kqlOfTable = `${table.name}${filterOf(code, table, subject)}\n| extend ${parsed.join(', ')}\n| summarize ${counts.join(', ')}`;
    return [{ kql: kqlOfTable, checks: own.map(({ text }) => text) }];
  });
}

/** The verdict on what the audits counted; undefined where every cell could be read. */
export function judgeConversions(
  counted: readonly { readonly text: string; readonly count: number }[],
): Verdict | undefined {
  const lost = counted.filter(({ count }) => count > 0);
  if (lost.length === 0) return undefined;
  const what = lost.map(({ text, count }) => `${text} in ${count} ${count === 1 ? 'cell' : 'cells'}`).join('; ');
  return {
    kind: 'unreadableValues',
    text: `${what}. The query reads these cells as empty: look at the rows themselves before relying on what they leave out.`,
  };
}

/** A name that no column has, for the value of a column's JSON, so that it is parsed once. */
const parsedName = (column: string): string => `Parsed_${column}`;

const holdsText = ({ columns }: Table, name: string): boolean =>
  columns.some((column) => column.name === name && column.type === 'string');

const distinct = (checks: readonly Check[]): Check[] => [
  ...new Map(checks.map((check) => [check.condition, check])).values(),
];

const jsonChecks = (code: string): Check[] =>
  [...code.matchAll(/\b(?:parse_json|todynamic)\s*\(\s*(\w+)\s*\)|\bextract_?json\s*\(\s*"[^"]*"\s*,\s*(\w+)/g)].map(
    ([, parsed, extracted]) => {
      const column = parsed ?? extracted ?? '';
      return {
        column,
        condition: `isnotempty(${column}) and gettype(${parsedName(column)}) == "string"`,
        text: `${column} is no JSON`,
      };
    },
  );

/** `todatetime(d.TimestampUTC)` and `toint(tostring(d.A.B))`, where `d=parse_json(COLUMN)`. */
function memberChecks(code: string): Check[] {
  const columns = new Map(
    [...code.matchAll(/\b(\w+)\s*=\s*(?:parse_json|todynamic)\s*\(\s*(\w+)\s*\)/g)].map(([, alias, column]) => [
      alias ?? '',
      column ?? '',
    ]),
  );
  const calls = code.matchAll(
    /\bto(datetime|int|long|bool|real|double|decimal|timespan|guid)\s*\(\s*(tostring\s*\(\s*)?(\w+)((?:\.[A-Za-z_]\w*)+)/g,
  );
  return [...calls].flatMap(([, type = '', asText, alias = '', path = '']) => {
    const column = columns.get(alias);
    if (column === undefined) return [];
    const members = path.slice(1).split('.');
    const value = `${parsedName(column)}${members.map((name) => `["${name}"]`).join('')}`;
    const converted = `to${type}(${asText ? `tostring(${value})` : value})`;
    return [{ column, ...converts(`tostring(${value})`, converted, members.join('.'), type) }];
  });
}

const extractChecks = (code: string): Check[] =>
  [...code.matchAll(/\bextract_?json\s*\(\s*("\$[\w.]+")\s*,\s*(\w+)\s*,\s*typeof\s*\(\s*(\w+)\s*\)/g)].flatMap(
    ([, path = '', column = '', type = '']) =>
      type === 'string'
        ? []
        : [
            {
              column,
              ...converts(
                `extractjson(${path}, ${column}, typeof(string))`,
                `extractjson(${path}, ${column}, typeof(${type}))`,
                path.slice(3, -1),
                type,
              ),
            },
          ],
  );

const converts = (text: string, converted: string, name: string, type: string) => ({
  condition: `isnotempty(${text}) and isnull(${converted})`,
  text: `${name} is no ${type}`,
});

/** The rows that the query can reach: its device, its hub in the wider of the two ways of asking, its event names. */
function filterOf(
  code: string,
  { columns }: Table,
  { device, hub }: { readonly device?: string | undefined; readonly hub?: string | undefined },
): string {
  const has = (name: string) => columns.some((column) => column.name === name);
  const hubColumn = ['AssociatedResourceId', 'ResourceId'].find(has);
  const names = eventNames(code);
  const conditions = [
    ...(device !== undefined && has('DeviceId') && /\bDeviceId\s*==\s*device\b/.test(code)
      ? [`DeviceId == ${stringLiteral(device)}`]
      : []),
    ...(hub !== undefined && hubColumn ? [`${hubColumn} contains ${stringLiteral(hub)}`] : []),
    ...(names.length > 0 && has('RawEventName') ? [`RawEventName in (${names.join(', ')})`] : []),
  ];
  return conditions.length > 0 ? `\n| where ${conditions.join(' and ')}` : '';
}

/** The literals to which a filter, and not another expression, compares RawEventName. */
const eventNames = (code: string): string[] => [
  ...new Set(
    [...code.matchAll(/\b(?:where|and)\s+RawEventName\s*(?:==\s*("[^"]*")|in\s*\(([^)]*)\))/g)].flatMap(
      ([, one, several]) => (one ? [one] : (several?.match(/"[^"]*"/g) ?? [])),
    ),
  ),
];
