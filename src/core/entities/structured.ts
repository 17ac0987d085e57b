import type { Named } from './entityKinds.ts';
import { type FieldContext, plainName, readerOf } from './fields.ts';
import { addressNamed, fileNamed, hashNamed, userNamed } from './names.ts';
import { portsIn } from './ports.ts';

/** What a field within a structure names. */
export interface FieldNames extends Named {
  /** The field that holds it, such as `RemoteAddress`. */
  readonly field: string;
  readonly written: string;
}

export type Structure = Readonly<Record<string, unknown>>;

/** The columns whose cells are JSON text with fields of their own. */
export const structuredColumns = new Set([
  'EventDetails',
  'Details',
  'ExtendedProperties',
  'Entities',
  'RecommendationAdditionalData',
]);

/** Structures lie at most so deep in what agents and services write. */
const deepest = 5;

/** What the fields of a structure and of those within it name. Alerts write lists within as JSON text of their own. */
export function namesInStructure(value: unknown, event: string, context: FieldContext, depth = 0): FieldNames[] {
  if (depth > deepest) return [];
  if (Array.isArray(value)) return value.flatMap((each) => namesInStructure(each, event, context, depth + 1));
  if (!isStructure(value)) return [];
  const within = { ...context, protocol: textsIn(value, 'Protocol', context)?.[0]?.toLowerCase() ?? context.protocol };
  const found: FieldNames[] = [
    ...portsIn(event, (field) => textsIn(value, field, context)),
    ...alertEntity(value, within),
  ];
  for (const [field, held] of Object.entries(value)) {
    const inner = unfold(held, context);
    const reader = readerOf(field);
    for (const written of Array.isArray(inner) ? inner : [inner]) {
      if (typeof written === 'string') {
        for (const one of reader?.(written, within) ?? []) found.push({ ...one, field, written });
      } else if (typeof written === 'object') found.push(...namesInStructure(written, event, within, depth + 1));
    }
  }
  return found;
}

/** Reads JSON text; undefined for what is none. */
export function parseJson(text: unknown): unknown {
  if (typeof text !== 'string' || !/^[\s[{]/.test(text.slice(0, 1))) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export const isStructure = (value: unknown): value is Structure =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unfold = (held: unknown, { hasJsonTexts }: FieldContext): unknown =>
  hasJsonTexts && typeof held === 'string' ? (parseJson(held) ?? held) : held;

function textsIn(structure: Structure, field: string, context: FieldContext): string[] | undefined {
  const held = structure[field] ?? (context.hasJsonTexts ? structure[spaced(field)] : undefined);
  if (held === undefined || held === null) return undefined;
  const values = unfold(held, context);
  return (Array.isArray(values) ? values : [values]).flatMap((value) =>
    typeof value === 'string' || typeof value === 'number' ? [String(value)] : [],
  );
}

/** `LocalPort` as alerts write it: `Local Port`. */
const spaced = (field: string): string => field.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');

/** The entities of alerts whose fields have names that tell nothing without the entity's type. */
function alertEntity(entity: Structure, { platform }: FieldContext): FieldNames[] {
  if (typeof (entity.Type ?? entity.type) !== 'string') return [];
  const texts = new Map(
    Object.entries(entity).flatMap(([name, text]) => (typeof text === 'string' ? [[plainName(name), text]] : [])),
  );
  const text = (name: string): string => texts.get(name) ?? '';
  const of = (field: string, written: string, names: Named[]): FieldNames[] =>
    names.map((one) => ({ ...one, field, written }));
  switch (text('type').toLowerCase()) {
    case 'ip':
      return of('Address', text('address'), addressNamed(text('address')));
    case 'account': {
      const domain = text('ntdomain');
      return of('Name', text('name'), userNamed(domain ? `${domain}\\${text('name')}` : text('name'), platform));
    }
    case 'file': {
      const folder = text('directory').replace(/[\\/]$/, '');
      const path = `${folder}${folder.includes('\\') ? '\\' : '/'}${text('name')}`;
      return text('name') && texts.has('directory') ? of('Name', text('name'), fileNamed(path)) : [];
    }
    case 'filehash':
      return of('Value', text('value'), hashNamed(text('value')));
    default:
      return [];
  }
}
