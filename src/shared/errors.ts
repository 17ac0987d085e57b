/**
 * Every error code of the product: its title, what to do next, and the exit code of the command line
 * (2: bad usage or input, 3: the source or the machine failed). `mayPass` marks those after which the same call may succeed
 * later: a run that is continued asks again what failed so.
 */
export const errorTexts = {
  invalidInput: { title: 'The input is not valid', help: 'Correct the value named in the message.', exit: 2 },
  unknownMethod: {
    title: 'Unknown call',
    help: 'The window and the engine are of different versions: restart Casebook.',
    exit: 2,
  },
  notAllowed: {
    title: 'Not allowed',
    help: 'Restart Casebook; its window shows something that is not its own page.',
    exit: 2,
  },
  fileNotFound: { title: 'File not found', help: 'Check whether it was moved or renamed.', exit: 2 },
  folderNotFound: { title: 'Folder not found', help: 'Check the path.', exit: 2 },
  noTables: {
    title: 'No tables in this folder',
    help: 'Choose a folder with one file per table, such as SecurityAlert.ndjson, .csv, .json or .parquet (also .gz).',
    exit: 2,
  },
  tableUnreadable: {
    title: 'A table file cannot be read',
    help: 'Export the table again, or remove the file.',
    exit: 2,
  },
  missingColumn: { title: 'A needed column is missing', help: 'Export the table with all its columns.', exit: 2 },
  tableAbsent: {
    title: 'The table is not in this source',
    help: 'Check the name of the table, and whether the source is the right one.',
    exit: 3,
  },
  unknownDevice: {
    title: 'No such device in this source',
    help: 'Device ids are case-sensitive: use the stored spelling.',
    exit: 2,
  },
  unknownPlaybook: { title: 'No such playbook', help: 'Choose one of the playbooks listed.', exit: 2 },
  playbookInvalid: {
    title: 'A playbook cannot be read',
    help: 'Correct the file at the place named, or install Casebook again.',
    exit: 2,
  },
  unknownStep: { title: 'No such step', help: 'Choose a step of the case’s playbook.', exit: 2 },
  unknownQuestion: { title: 'No such question', help: 'Choose a question of the case’s playbook.', exit: 2 },
  unknownExhibit: { title: 'No such exhibit', help: 'Choose an exhibit of the case.', exit: 2 },
  incompleteEvidence: {
    title: 'The evidence is not complete',
    help: 'Write the limitation under which the answer holds, or run the step again on complete data.',
    exit: 2,
  },
  missingParameter: { title: 'The step needs a value', help: 'Give the value that the message names.', exit: 2 },
  caseNotFound: { title: 'Case file not found', help: 'Check the path.', exit: 2 },
  caseNotOpen: { title: 'The case is not open', help: 'Open the case file first.', exit: 2 },
  caseForeign: { title: 'Not a Casebook case file', help: 'Choose a .casefile that Casebook wrote.', exit: 2 },
  caseTooNew: {
    title: 'The case file is from a newer Casebook',
    help: 'Open it with that version; this one leaves it untouched.',
    exit: 2,
  },
  caseDamaged: {
    title: 'The case file is damaged',
    help: 'Work on a good copy, or take what can be read into a new file with "casebook recover".',
    exit: 2,
  },
  caseBusy: {
    title: 'The case file is in use',
    help: 'Close the case in the other window or process, then try again.',
    exit: 2,
  },
  caseReadOnly: {
    title: 'The case file cannot be changed',
    help: 'Copy it to a folder that you may write to.',
    exit: 2,
  },
  bundleInvalid: {
    title: 'The file is not a portable case that can be trusted',
    help: 'Ask the sender for the file again, and compare its SHA-256 with the one the sender has.',
    exit: 2,
  },
  passphraseNeeded: {
    title: 'The portable case is sealed',
    help: 'Give the passphrase that the sender gave you.',
    exit: 2,
  },
  passphraseWrong: {
    title: 'The passphrase does not open the portable case',
    help: 'Check its spelling, and compare the SHA-256 of the file with the one the sender has.',
    exit: 2,
  },
  outputExists: {
    title: 'The file exists already',
    help: 'Choose another name: Casebook does not overwrite.',
    exit: 2,
  },
  notWritable: { title: 'The folder cannot be written to', help: 'Choose a folder that you may write to.', exit: 3 },
  diskFull: { title: 'The disk is full', help: 'Free some space, then try again.', exit: 3 },
  kqlSyntax: { title: 'The query has a syntax error', help: 'Correct the query at the position named.', exit: 2 },
  kqlSemantic: {
    title: 'The query names something that does not exist or does not fit',
    help: 'Correct the query at the position named.',
    exit: 2,
  },
  kqlUnsupported: {
    title: 'The local engine does not support this construct',
    help: 'Rewrite the query without it, or run it on the service.',
    exit: 2,
  },
  kqlRun: { title: 'The query failed while it ran', help: 'Narrow the query or the window, then try again.', exit: 3 },
  sourceFailed: {
    title: 'The log source failed',
    help: 'Check that its folder is still there and readable.',
    exit: 3,
    mayPass: true,
  },
  signInNeeded: {
    title: 'A sign-in is needed',
    help: 'Sign in to the cloud and the tenant that the message names, then try again.',
    exit: 3,
    mayPass: true,
  },
  accountNeeded: {
    title: 'Several accounts are signed in there',
    help: 'Choose which of them asks, or sign the others out.',
    exit: 3,
    mayPass: true,
  },
  signInFailed: {
    title: 'The sign-in did not succeed',
    help: 'Sign in again.',
    exit: 3,
  },
  accessDenied: {
    title: 'Access denied',
    help: 'Ask for the role that the message names; a new role can take up to 60 minutes to work.',
    exit: 3,
    mayPass: true,
  },
  throttled: {
    title: 'The service asks to wait',
    help: 'Try again after the time that the message names.',
    exit: 3,
    mayPass: true,
  },
  serviceUnreachable: {
    title: 'The service cannot be reached',
    help: 'Check the network, the proxy and the address that the message names, then try again.',
    exit: 3,
    mayPass: true,
  },
  unknownCloud: {
    title: 'No such cloud',
    help: 'Choose public, usGovernment or china, or give the file that describes the cloud.',
    exit: 2,
  },
  workspaceNotFound: {
    title: 'No such workspace',
    help: 'Check the workspace id, the cloud and the tenant.',
    exit: 3,
  },
  databaseNotFound: {
    title: 'No such database',
    help: 'Check the name of the database, the address of the cluster, the cloud and the tenant.',
    exit: 3,
  },
  workspaceEmpty: {
    title: 'The workspace holds no data',
    help: 'Check whether it is the right workspace, and whether collection is on.',
    exit: 3,
  },
  queryTimeout: {
    title: 'The query took too long',
    help: 'Narrow the window, or allow the service more time.',
    exit: 3,
    mayPass: true,
  },
  serviceFailed: {
    title: 'The service failed or gave an answer of an unknown form',
    help: 'Try again later; where a proxy stands in between, open any page in a browser first.',
    exit: 3,
    mayPass: true,
  },
  reportFailed: { title: 'The report could not be made', help: 'Try again; the case is unchanged.', exit: 3 },
  engineStopped: { title: 'The engine stopped', help: 'Saved work is safe. Open the case again.', exit: 3 },
  unexpected: {
    title: 'Something unexpected went wrong',
    help: 'Saved work is safe. Report this with the message.',
    exit: 3,
  },
} as const satisfies Record<string, { title: string; help: string; exit: 2 | 3; mayPass?: true }>;

export type ErrorCode = keyof typeof errorTexts;

/** How advice in a message begins, beside the word that begins the help of its own code. */
const verbs = ['add', 'allow', 'leave', 'make', 'name', 'put', 'run', 'set', 'take', 'turn', 'type', 'use', 'wait'];

/** What to do next about an error, where its message does not say it itself; undefined where it does. */
export function adviceFor({
  code,
  message,
}: {
  readonly code: ErrorCode;
  readonly message: string;
}): string | undefined {
  const { help } = errorTexts[code];
  const [verb = ''] = help.split(' ');
  // The same verb elsewhere in a sentence, as in “a sign-in”, advises nothing.
  const adviceBegins = new RegExp(`(?:^|[.;:,] |\\b(?:then|or|and) )${verb}\\b|\\. (?:${verbs.join('|')})\\b`, 'i');
  return adviceBegins.test(message) ? undefined : help;
}
