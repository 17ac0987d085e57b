import { type FunctionEntry, jsFunction } from './entry.ts';

/**
 * The parts of a file path. Refuses the shapes whose parts the documentation does not tell: a file directly under a root, and
 * `\\?\` paths.
 */
const parsePath = (text: string): Record<string, string> => {
  const [, scheme = '', rest = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]+):\/\/)?(.*)$/s.exec(text) ?? [];
  const slash = Math.max(rest.lastIndexOf('/'), rest.lastIndexOf('\\'));
  const directory = slash < 0 ? '' : rest.slice(0, slash);
  const last = rest.slice(slash + 1);
  const root = /^[A-Za-z]:(?=[\\/])/.exec(rest)?.[0] ?? '';
  const unclear =
    rest.startsWith('\\\\?\\') ||
    last === '' ||
    (slash >= 0 && directory.slice(root.length).replace(/[\\/]/g, '') === '');
  if (text !== '' && unclear) throw new Error(`parse_path() of ${text} is not supported`);
  const [file = '', ...streams] = last.split(':');
  const dot = file.lastIndexOf('.');
  return {
    Scheme: scheme,
    RootPath: root,
    DirectoryPath: directory,
    DirectoryName: directory.split(/[\\/]/).at(-1) ?? '',
    Filename: file,
    Extension: dot < 0 ? '' : file.slice(dot + 1),
    AlternateDataStreamName: streams.join(':'),
  };
};

/** Arguments as Windows takes a command line apart (CommandLineToArgvW): the first one knows no backslash escapes. */
const commandLine = (text: string, kind: string): string[] => {
  if (kind !== 'windows') throw new Error(`parse_command_line() knows no parser ${kind}`);
  if (text.trim() === '') throw new Error('parse_command_line() of an empty text is not supported');
  const first = /^"([^"]*)"?|^[^ \t]*/.exec(text);
  const found = [first?.[1] ?? first?.[0] ?? ''];
  let at = first?.[0].length ?? 0;
  for (;;) {
    while (text[at] === ' ' || text[at] === '\t') at += 1;
    if (at >= text.length) return found;
    const { value, end } = argumentAt(text, at);
    found.push(value);
    at = end;
  }
};
const argumentAt = (text: string, start: number): { value: string; end: number } => {
  let [value, at, quoted] = ['', start, false];
  while (at < text.length && (quoted || (text[at] !== ' ' && text[at] !== '\t'))) {
    const slashes = /^\\*/.exec(text.slice(at))?.[0].length ?? 0;
    const next = text[at + slashes];
    if (next === '"' && slashes > 0) {
      value += '\\'.repeat(slashes >> 1);
      if (slashes % 2 === 1) value += '"';
      at += slashes + (slashes % 2);
    } else if (slashes > 0) {
      value += '\\'.repeat(slashes);
      at += slashes;
    } else if (next === '"') {
      const doubled = quoted && text[at + 1] === '"';
      if (doubled) value += '"';
      quoted = doubled ? quoted : !quoted;
      at += doubled ? 2 : 1;
    } else {
      value += next;
      at += 1;
    }
  }
  return { value, end: at };
};

export const fileFunctions: readonly FunctionEntry[] = [
  jsFunction({
    names: ['parse_path'],
    args: ['text'],
    result: 'dynamic',
    run: parsePath,
    example: String.raw`parse_path(@"C:\temp\file.txt")`,
  }),
  jsFunction({
    names: ['parse_command_line'],
    args: ['text', 'text'],
    result: 'dynamic',
    run: commandLine,
    example: 'parse_command_line("a b", "windows")',
  }),
];
