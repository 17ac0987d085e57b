import { Option } from 'commander';
import { entityKinds } from '../../core/entities/entityKinds.ts';
import { type CommandGroup, commandOf, wholeNumber } from './group.ts';

/** What a case tells. */
export const addReading: CommandGroup = (program, finish) => {
  const command = commandOf(program);

  command(
    'show <case>',
    'print the case as JSON: facts, exhibits, what queries leave out, clock, answers, tasks, notes, findings and the rest',
  )
    .option('--exhibit <n>', 'print the rows of an exhibit instead', wholeNumber)
    .option('--row <n>', 'this row of it', wholeNumber)
    .option('--raw', 'the raw events behind that row, from the case file alone')
    .action(async (path, options) => finish(await (await import('../commands/show.ts')).show(path, options)));

  command('report <case>', 'write the report of a case as PDF')
    .requiredOption('--out <pdf>', 'the PDF to make; it must not exist')
    .addOption(new Option('--paper <size>', 'paper size').choices(['a4', 'letter']))
    .addOption(new Option('--standard <standard>', 'PDF standard').choices(['ua-1', 'a-3a']))
    .action(async (path, options) => finish(await (await import('../commands/report.ts')).report(path, options)));

  command(
    'compare <case> [exhibits...]',
    'added, removed and changed rows between two exhibits, or between two cases of one device; exit code 1 where they differ',
  )
    .option('--with <case>', 'the later case: its exhibit is the second, or all its answers are compared')
    .option('--key <columns...>', "columns that name the thing, instead of the playbook's rule")
    .option('--values <columns...>', 'columns whose difference is a change; with --key')
    .action(async (path, exhibits: string[], options) => {
      const { compare } = await import('../commands/compare.ts');
      finish(await compare(path, exhibits.map(wholeNumber), options));
    });

  command(
    'entities <case> [text]',
    'list what the rows of a case name: addresses, users, groups, ports, processes, files, hashes and devices',
  )
    .addOption(new Option('--kind <kind>', 'only these').choices(entityKinds))
    .addOption(
      new Option('--sort <order>', 'in this order').choices(['first', 'last', 'rows', 'value']).default('first'),
    )
    .option('--places', 'print every row that names each of them')
    .addHelpText(
      'after',
      '\nWith a text only those whose value holds it, in any letter case; exit code 1 where there are none. No case is changed.\n' +
        'Times are the device’s own in UTC, unless “service” or “device-local” stands beside them.',
    )
    .action(async (path, text: string | undefined, options) =>
      finish(await (await import('../commands/entities.ts')).entities(path, text, options)),
    );

  command(
    'search <text> [cases...]',
    'find a text in cases: rows, queries, notes, answers, findings, attachments and more',
  )
    .option('--case <case>', 'a case to search')
    .option('--folder <dir>', 'every .casefile in this folder and below')
    .addHelpText(
      'after',
      '\nThe text is found as it stands, in any letter case, within words too. No case is changed.\n' +
        'Exit code 1 where nothing is found, 2 where a case could not be searched.',
    )
    .action(async (text, cases: string[], options) =>
      finish(await (await import('../commands/search.ts')).search(text, cases, options)),
    );
};
