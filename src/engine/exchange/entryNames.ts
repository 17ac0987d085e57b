/** Everything that a bundle can hold, by name; nothing in it is ever written under the name that it has there. */
const grammar =
  /^(manifest\.json|case\.casefile|custody\.jsonl|case\.json|playbook\.json|records\/(exhibit|answer|task|note|finding|bookmark|profile|attachment|tombstone)\.jsonl|exhibits\/[1-9]\d{0,8}\.(csv|jsonl|rows|answer\.gz)|attachments\/[1-9]\d{0,8})$/;

/** Why an entry of an archive is refused for its name; undefined for a name that a bundle can have. */
export function nameProblem(name: string): string | undefined {
  if (grammar.test(name)) return undefined;
  if (name.includes('\0')) return 'holds a null character';
  if (name.includes('\\')) return 'holds a backslash';
  if (name.startsWith('/')) return 'is an absolute path';
  if (/^[a-z]:/i.test(name)) return 'names a drive';
  const segments = name.split('/');
  if (segments.includes('..') || segments.includes('.')) return 'leads out of its folder';
  if (segments.some((segment) => /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(segment)))
    return 'is the name of a device';
  if (name.endsWith('/')) return 'is a folder';
  return 'is not one of a portable case';
}

/** The form of a name in which a file system that ignores case and composition compares it. */
export const foldedName = (name: string): string => name.normalize('NFC').toLowerCase();
