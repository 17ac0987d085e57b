import { addressEntryOf, looksLikeAddress } from '../../../core/profiles/addressEntry.ts';
import { type FormEntry, type ListKind, listKinds, type ProfileForm } from './profileForm.ts';

type Fields = FormEntry['fields'];

/** What is wrong with an entry by itself; undefined where nothing is. */
function wrongWith(kind: ListKind, fields: Fields): string | undefined {
  switch (kind) {
    case 'users':
      return fields.name ? undefined : 'Name the user, or remove the entry.';
    case 'listeners':
      if (!fields.protocol) return 'Name the protocol, such as tcp.';
      if (!isPort(fields.port)) return 'The port is a number from 0 to 65535.';
      return fields.exposure ? undefined : 'Say how openly it may listen.';
    case 'destinations':
      if (fields.port && !isPort(fields.port)) return 'The port is a number from 0 to 65535, or empty for any.';
      return wrongAddress(fields.address);
    case 'origins':
      return wrongAddress(fields.text);
    case 'executables':
    case 'commandLines':
    case 'firewallRules':
      return fields.text ? undefined : 'Write the text, or remove the entry.';
  }
}

const isPort = (text = ''): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;

function wrongAddress(text = ''): string | undefined {
  if (!text) return 'Write an address or a block, or remove the entry.';
  return addressEntryOf(text) ? undefined : 'This is no CIDR block: write it as 192.0.2.0/24 or 2001:db8::/32.';
}

/** What is lawful, and yet worth a second look. */
export function hintOf(kind: ListKind, fields: Fields): string | undefined {
  const text = fields.address ?? fields.text ?? fields.name ?? '';
  if (kind === 'destinations' || kind === 'origins') {
    if (/^(0\.0\.0\.0|::)\/0$/.test(text)) return 'This expects every address.';
    if (addressEntryOf(text) === 'text' && looksLikeAddress(text)) {
      return 'This is no IP address, so it is compared letter by letter.';
    }
  }
  if ((kind === 'executables' || kind === 'commandLines') && /^\*+$/.test(text)) return 'This expects everything.';
  return text !== text.trim() ? 'It begins or ends with a space, which counts.' : undefined;
}

/** The fields of an entry that name its thing: a second one of the same name would only hide the first. */
const identityOf = (kind: ListKind, fields: Fields): string =>
  JSON.stringify(
    kind === 'users'
      ? [fields.name]
      : Object.keys(fields)
          .sort()
          .map((field) => fields[field]),
  );

/** What keeps a profile from being saved: of its name, and of entries by their id. Entries of lists not covered are not saved. */
export interface ProfileProblems {
  readonly name: string | undefined;
  readonly entries: ReadonlyMap<number, string>;
}

export function problemsOf(form: ProfileForm): ProfileProblems {
  const entries = new Map<number, string>();
  for (const kind of listKinds) {
    const { covered, entries: listed } = form.lists[kind];
    const seen = new Set<string>();
    for (const { id, fields } of covered ? listed : []) {
      const identity = identityOf(kind, fields);
      const problem = wrongWith(kind, fields) ?? (seen.has(identity) ? 'The list has this one already.' : undefined);
      if (problem) entries.set(id, problem);
      seen.add(identity);
    }
  }
  return { name: form.name.trim() ? undefined : 'Give the profile a name.', entries };
}

export const isSavable = ({ name, entries }: ProfileProblems): boolean => name === undefined && entries.size === 0;
