import { Option } from 'commander';
import { addSignInOptions } from '../signInOptions.ts';
import { addSourceOptions } from '../sourceOptions.ts';
import { type CommandGroup, commandOf, wholeNumber } from './group.ts';

const from = [
  '--from <time>',
  'start of the window on TimeGenerated, UTC, such as 2019-04-18 or 2019-04-18T12:00',
] as const;
const to = ['--to <time>', 'end of the window, not included'] as const;

/** From logs to a case, and queries on either. */
export const addInvestigating: CommandGroup = (program, finish) => {
  const command = commandOf(program);

  command('sample <dir>', 'write the sample workspace into a new or empty folder')
    .option('--seed <n>', 'another world from another number', wholeNumber)
    .option('--events <n>', 'about how many raw events (default 20000)', wholeNumber)
    .action(async (dir, options) => finish(await (await import('../commands/sample.ts')).sample(dir, options)));

  addSourceOptions(command('devices', 'list the devices of a source, newest alert first')).action(async (options) =>
    finish(await (await import('../commands/devices.ts')).devices(options)),
  );

  addSourceOptions(command('investigate', 'run the playbook on a device and save the case'))
    .requiredOption('--device <id>', 'device id, in its stored spelling')
    .requiredOption('--hub <name>', 'name of its IoT hub')
    .requiredOption('--out <case>', 'the case file to make; it must not exist')
    .option(...from)
    .option(...to)
    .option('--playbook <id>', 'another playbook than suspicious-iot-device')
    .option('--report <pdf>', 'also write the report; it must not exist')
    .option('--title <text>', 'title of the case')
    .option('--examiner <name>', 'who investigates')
    .action(async (options) => finish(await (await import('../commands/investigate.ts')).investigate(options)));

  addSignInOptions(
    command(
      'resume <case>',
      'go on with a run of the playbook that was cut short, or whose queries failed for reasons that pass',
    ),
  ).action(async (path, options) => finish(await (await import('../commands/resume.ts')).resume(path, options)));

  addSourceOptions(command('query [kql]', 'run KQL on a source or on the exhibits of a case, without saving it'))
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
    .option('--all', 'every raw row of one table, in slices of time, beyond what a service gives in one answer')
    .option('--explain', 'print the SQL that the query becomes, and read no rows')
    .addHelpText(
      'after',
      '\nWith --case a query reads the case’s exhibits beside the tables of the case’s source, or of --source, within the case’s\n' +
        'window; the exhibits alone when the source is gone. An exhibit is read whole. Where the source is a service, a query that\n' +
        'calls exhibit(…) reads exhibits alone, and every other goes to the service.\n' +
        'A table cuts long cells; csv and json hold them whole. With --batch the exit code is 0 when every line was answered,\n' +
        'by rows or by an error; 2 when a line was not {"id","kql"}.',
    )
    .action(async (kql, options) => finish(await (await import('../commands/query.ts')).query(kql, options)));

  command('support', 'list the KQL that queries may use: operators, functions, comparisons and more').action(
    async (options) => finish(await (await import('../commands/support.ts')).support(options)),
  );
};
