import type { Output, Profile } from '../../../shared/contract/index.ts';

type ProfileContent = Output<'profiles.content'>;
type SharedProfile = Output<'profiles.readFile'>;

export const listKinds = [
  'users',
  'listeners',
  'destinations',
  'origins',
  'executables',
  'commandLines',
  'firewallRules',
] as const;
export type ListKind = (typeof listKinds)[number];

/** An entry as it is typed; its fields have the names that `profileLists` gives them. */
export interface FormEntry {
  /** Its own among the entries of the form. */
  readonly id: number;
  readonly fields: Readonly<Record<string, string>>;
}

interface FormList {
  /** Whether rows are judged by this list at all. */
  readonly covered: boolean;
  readonly entries: readonly FormEntry[];
}

/** A profile while it is edited: every value as text, wrong ones too. */
export interface ProfileForm {
  readonly name: string;
  readonly deviceModel: string;
  readonly lists: Readonly<Record<ListKind, FormList>>;
  readonly nextId: number;
}

/** What a learned destination without a port shows: in a profile an absent port means any, which nobody has learned. */
const noPort = '(none)';
const separator = ';';

const fieldsByKind = (content: ProfileContent): Record<ListKind, Record<string, string>[] | undefined> => {
  const texts = (list: readonly string[] | undefined) => list?.map((text) => ({ text }));
  return {
    users: content.users?.map(({ name, groups }) => ({ name, groups: groups.join(separator) })),
    listeners: content.listeners?.map(({ protocol, port, exposure }) => ({ protocol, port, exposure })),
    destinations: content.destinations?.map(({ address, port }) => ({
      address,
      port: port === undefined ? '' : port || noPort,
    })),
    origins: texts(content.origins),
    executables: texts(content.executables),
    commandLines: texts(content.commandLines),
    firewallRules: texts(content.firewallRules),
  };
};

/** A profile to edit. */
export function formOf({ name, deviceModel, content }: SharedProfile): ProfileForm {
  const fields = fieldsByKind(content);
  let nextId = 1;
  const listOf = (kind: ListKind): FormList => ({
    covered: fields[kind] !== undefined,
    entries: (fields[kind] ?? []).map((each) => {
      nextId += 1;
      return { id: nextId - 1, fields: each };
    }),
  });
  const lists = Object.fromEntries(listKinds.map((kind) => [kind, listOf(kind)])) as Record<ListKind, FormList>;
  return { name, deviceModel, lists, nextId };
}

export const emptyForm: ProfileForm = formOf({ name: '', deviceModel: '', content: { version: 1 } });

type SavedProfile = Pick<Profile, 'name' | 'deviceModel' | 'content'>;
type Json = SavedProfile['content'][string];

/** What an entry is in a profile. */
const readers: Readonly<Record<ListKind, (field: (name: string) => string) => Json>> = {
  users: (field) => ({
    name: field('name'),
    groups: field('groups')
      .split(separator)
      .map((group) => group.trim())
      .filter(Boolean),
  }),
  listeners: (field) => ({ protocol: field('protocol'), port: field('port'), exposure: field('exposure') }),
  destinations: (field): Json =>
    field('port') ? { address: field('address'), port: field('port') } : { address: field('address') },
  origins: (field) => field('text'),
  executables: (field) => field('text'),
  commandLines: (field) => field('text'),
  firewallRules: (field) => field('text'),
};

/** The profile that a form without problems stands for. */
export function savedOf({ name, deviceModel, lists }: ProfileForm): SavedProfile {
  const covered = listKinds.filter((kind) => lists[kind].covered);
  const entriesOf = (kind: ListKind) =>
    lists[kind].entries.map(({ fields }) => readers[kind]((field) => fields[field] ?? ''));
  const content = Object.fromEntries(covered.map((kind) => [kind, entriesOf(kind)]));
  return { name: name.trim(), deviceModel: deviceModel.trim(), content: { version: 1, ...content } };
}

const withList = (form: ProfileForm, kind: ListKind, list: Partial<FormList>): ProfileForm => ({
  ...form,
  lists: { ...form.lists, [kind]: { ...form.lists[kind], ...list } },
});

export const setCovered = (form: ProfileForm, kind: ListKind, covered: boolean): ProfileForm =>
  withList(form, kind, { covered });

/** A new entry stands first, where it is seen. */
export const addEntry = (form: ProfileForm, kind: ListKind, fields: FormEntry['fields']): ProfileForm => ({
  ...withList(form, kind, { covered: true, entries: [{ id: form.nextId, fields }, ...form.lists[kind].entries] }),
  nextId: form.nextId + 1,
});

export const removeEntry = (form: ProfileForm, kind: ListKind, id: number): ProfileForm =>
  withList(form, kind, { entries: form.lists[kind].entries.filter((entry) => entry.id !== id) });

export const editEntry = (form: ProfileForm, kind: ListKind, id: number, field: string, value: string): ProfileForm =>
  withList(form, kind, {
    entries: form.lists[kind].entries.map((entry) =>
      entry.id === id ? { ...entry, fields: { ...entry.fields, [field]: value } } : entry,
    ),
  });
