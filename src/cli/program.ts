import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { badInput, CommandFailure, exitCodes, failureLine } from './exitCodes.ts';
import { productVersion } from './productVersion.ts';

const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
};

/** Runs one command and tells its exit code; whatever goes wrong is one line on stderr. */
export async function runCommandLine(parameters: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.success;
  const program = buildProgram((code) => {
    exitCode = code;
  });
  try {
    if (parameters.length === 0) throw badInput('No command given. Run "casebook --help" for the list.');
    await program.parseAsync([...parameters], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.success;
    process.stderr.write(failureLine(describe(error)));
    if (error instanceof CommandFailure) return error.exitCode;
    return error instanceof CommanderError ? exitCodes.badInput : exitCodes.sourceFailed;
  }
}

const describe = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof CommanderError)) return message;
  return `${message.replace(/^error: /, '').replace(/[.\s]*$/, '')}. Run the command with --help for its usage.`;
};

const exhibitList = (text: string): number[] => text.split(',').map((each) => wholeNumber(each.trim()));
const words = (text: string): string[] => text.split(',').map((each) => each.trim());

/** The commands and their options; what a command does is loaded only when it runs. */
function buildProgram(finish: (exitCode: number) => void): Command {
  const program = new Command('casebook')
    .description('Investigate a suspicious IoT device from logs to a case file and a report.')
    .version(productVersion())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .addHelpText(
      'after',
      '\nEvery command takes --json and then prints one JSON document. Times are UTC.\n' +
        'Exit codes: 0 success, 1 a negative finding (verify, recover), 2 bad usage or input, 3 the source or the machine failed,\n' +
        '130 stopped by Ctrl+C (what was saved stays).',
    );
  const command = (usage: string, description: string) =>
    program.command(usage).description(description).option('--json', 'print one JSON document');
  const source = [
    '--source <dir>',
    'folder with one file per table (.ndjson, .json, .csv, .parquet, also .gz)',
  ] as const;
  const from = [
    '--from <time>',
    'start of the window on TimeGenerated, UTC, such as 2019-04-18 or 2019-04-18T12:00',
  ] as const;
  const to = ['--to <time>', 'end of the window, not included'] as const;

  command('sample <dir>', 'write the sample workspace into a new or empty folder')
    .option('--seed <n>', 'another world from another number', wholeNumber)
    .option('--events <n>', 'about how many raw events (default 20000)', wholeNumber)
    .action(async (dir, options) => finish(await (await import('./commands/sample.ts')).sample(dir, options)));

  command('devices', 'list the devices of a source, newest alert first')
    .requiredOption(...source)
    .action(async (options) => finish(await (await import('./commands/devices.ts')).devices(options)));

  command('investigate', 'run the playbook on a device and save the case')
    .requiredOption(...source)
    .requiredOption('--device <id>', 'device id, in its stored spelling')
    .requiredOption('--hub <name>', 'name of its IoT hub')
    .requiredOption('--out <case>', 'the case file to make; it must not exist')
    .option(...from)
    .option(...to)
    .option('--playbook <id>', 'another playbook than suspicious-iot-device')
    .option('--report <pdf>', 'also write the report; it must not exist')
    .option('--title <text>', 'title of the case')
    .option('--examiner <name>', 'who investigates')
    .action(async (options) => finish(await (await import('./commands/investigate.ts')).investigate(options)));

  command('query [kql]', 'run KQL on a source or on the exhibits of a case, without saving it')
    .option(...source)
    .option(
      '--case <case>',
      'a case, to read its exhibits as exhibit(3) or exhibit("step"), with or without its source',
    )
    .option('--file <file>', 'read the KQL from a file, or from - for stdin')
    .option(
      '--batch <file>',
      'read lines {"id","kql"} from a file or -, write a line with rows or error for each, in order',
    )
    .option(...from)
    .option(...to)
    .addOption(
      new Option('--format <format>', 'how to print the rows').choices(['table', 'csv', 'json']).default('table'),
    )
    .option('--explain', 'print the SQL that the query becomes, and read no rows')
    .addHelpText(
      'after',
      '\nWith --case a query reads the case’s exhibits beside the tables of the case’s source, or of --source, within the case’s\n' +
        'window; the exhibits alone when the source is gone. An exhibit is read whole.\n' +
        'A table cuts long cells; csv and json hold them whole. With --batch the exit code is 0 when every line was answered,\n' +
        'by rows or by an error; 2 when a line was not {"id","kql"}.',
    )
    .action(async (kql, options) => finish(await (await import('./commands/query.ts')).query(kql, options)));

  command('support', 'list the KQL that queries may use: operators, functions, comparisons and more').action(
    async (options) => finish(await (await import('./commands/support.ts')).support(options)),
  );

  command(
    'show <case>',
    'print the case as JSON: facts, exhibits, what queries leave out, clock, answers, tasks, notes, findings and the rest',
  )
    .option('--exhibit <n>', 'print the rows of an exhibit instead', wholeNumber)
    .option('--row <n>', 'this row of it', wholeNumber)
    .option('--raw', 'the raw events behind that row, from the case file alone')
    .action(async (path, options) => finish(await (await import('./commands/show.ts')).show(path, options)));

  command('note <case> [text]', 'add a note, in Markdown')
    .option('--file <file>', 'read the text from a file, or from - for stdin')
    .action(async (path, text, options) =>
      finish(await (await import('./commands/note.ts')).note(path, text, options)),
    );

  command('answer <case> <question> <value>', 'answer a question: expected, unexpected, unknown or notAnswered')
    .requiredOption('--reason <text>', 'why')
    .option('--limitation <text>', 'what the answer leaves open; expected needs it where the evidence is not complete')
    .option('--cite <rows...>', 'rows that show it, such as E3:12 for row 12 of exhibit 3')
    .action(async (path, question, value, options) =>
      finish(await (await import('./commands/answer.ts')).answer(path, question, value, options)),
    );

  command('report <case>', 'write the report of a case as PDF')
    .requiredOption('--out <pdf>', 'the PDF to make; it must not exist')
    .addOption(new Option('--paper <size>', 'paper size').choices(['a4', 'letter']))
    .addOption(new Option('--standard <standard>', 'PDF standard').choices(['ua-1', 'a-3a']))
    .action(async (path, options) => finish(await (await import('./commands/report.ts')).report(path, options)));

  command(
    'compare <case> [exhibits...]',
    'added, removed and changed rows between two exhibits, or between two cases of one device; exit code 1 where they differ',
  )
    .option('--with <case>', 'the later case: its exhibit is the second, or all its answers are compared')
    .option('--key <columns...>', "columns that name the thing, instead of the playbook's rule")
    .option('--values <columns...>', 'columns whose difference is a change; with --key')
    .action(async (path, exhibits: string[], options) => {
      const { compare } = await import('./commands/compare.ts');
      finish(await compare(path, exhibits.map(wholeNumber), options));
    });

  const profile = program.command('profile').description('learn, use and check what is expected of a device');
  const ofProfile = (usage: string, description: string) =>
    profile.command(usage).description(description).option('--json', 'print one JSON document');

  ofProfile('learn <case>', 'write a profile that expects what a known-good case shows')
    .requiredOption('--out <file>', 'the profile to make; it must not exist')
    .option('--name <text>', 'its name', 'Learned profile')
    .option('--model <text>', 'the model of device it is for', '')
    .addHelpText(
      'after',
      '\nA case is known to be good when it is of the device before the incident (investigate with --to) or of a clean device.',
    )
    .action(async (path, options) => finish(await (await import('./commands/profile.ts')).learnProfile(path, options)));

  ofProfile('use <case> <file>', 'put a profile into a case; the one added last is in force').action(
    async (path, file, options) =>
      finish(await (await import('./commands/profile.ts')).useProfile(path, file, options)),
  );

  ofProfile(
    'check <case>',
    'name the rows that the profile of the case does not expect; exit code 1 where there are some',
  ).action(async (path, options) => finish(await (await import('./commands/profile.ts')).checkProfile(path, options)));

  command(
    'search <text> [cases...]',
    'find a text in cases: rows, queries, notes, answers, findings, attachments and more',
  )
    .option('--case <case>', 'a case to search')
    .option('--folder <dir>', 'every .casefile in this folder and below')
    .addHelpText(
      'after',
      '\nThe text, of at least 3 characters, is found as it stands, in any letter case, within words too. No case is changed.\n' +
        'Exit code 1 where nothing is found, 2 where a case could not be searched.',
    )
    .action(async (text, cases: string[], options) =>
      finish(await (await import('./commands/search.ts')).search(text, cases, options)),
    );

  command(
    'verify <case>',
    'recompute every hash and the custody chain of a case; exit code 1 where one does not match',
  ).action(async (path, options) => finish(await (await import('./commands/verify.ts')).verify(path, options)));

  command('recover <case>', 'take what can be read of a damaged case file into a new one, and name what is lost')
    .option('--out <file>', 'the new case file; without it the damaged file is renamed and the new one takes its place')
    .action(async (path, options) => finish(await (await import('./commands/recover.ts')).recover(path, options)));

  const passphrase = [
    ['--passphrase-file <file>', 'the passphrase is the first line of this file'],
    ['--passphrase-stdin', 'the passphrase is the first line of stdin'],
  ] as const;
  const by = ['--by <name>', 'who does it, for the custody event'] as const;

  command('export <case>', 'write a case or a part of it to one file that another Casebook can take in')
    .option('--out <file>', 'the file to make; it must not exist')
    .option('--exhibits <numbers>', 'a part with these exhibits alone, such as 1,3', exhibitList)
    .option('--without <kinds>', 'a part without notes, answers, findings, attachments or raw-answers', words)
    .option('--for <name>', 'for whom it is; custody then says that it was shared')
    .option(...by)
    .option(...passphrase[0])
    .option(...passphrase[1])
    .option('--csv <dir>', 'instead, write the rows alone as CSV and JSON lines into a new folder')
    .addHelpText(
      'after',
      '\nWith a passphrase the file is sealed in the age format. An answer, a finding or a bookmark that rests on an exhibit which\n' +
        'is left out is left out too, and named. A part without raw answers can be checked by hand, but not taken in as a case.',
    )
    .action(async (path, options) => finish(await (await import('./commands/export.ts')).exportCase(path, options)));

  command('import <file>', 'check a portable case that somebody sent, and take it in as a new case file')
    .requiredOption('--out <case>', 'the case file to make; it must not exist')
    .option(...by)
    .option(...passphrase[0])
    .option(...passphrase[1])
    .action(async (path, options) => finish(await (await import('./commands/import.ts')).importCase(path, options)));

  return program;
}
