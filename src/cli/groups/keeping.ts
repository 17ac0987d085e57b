import { type CommandGroup, commandOf, wholeNumber } from './group.ts';

const passphrase = [
  ['--passphrase-file <file>', 'the passphrase is the first line of this file'],
  ['--passphrase-stdin', 'the passphrase is the first line of stdin'],
] as const;
const by = ['--by <name>', 'who does it, for the custody event'] as const;

const exhibitList = (text: string): number[] => text.split(',').map((each) => wholeNumber(each.trim()));
const words = (text: string): string[] => text.split(',').map((each) => each.trim());

/** Checks a case file, mends it, and takes it from one Casebook to another. */
export const addKeeping: CommandGroup = (program, finish) => {
  const command = commandOf(program);

  command(
    'verify <case>',
    'recompute every hash and the custody chain of a case; exit code 1 where one does not match',
  ).action(async (path, options) => finish(await (await import('../commands/verify.ts')).verify(path, options)));

  command('recover <case>', 'take what can be read of a damaged case file into a new one, and name what is lost')
    .option('--out <file>', 'the new case file; without it the damaged file is renamed and the new one takes its place')
    .action(async (path, options) => finish(await (await import('../commands/recover.ts')).recover(path, options)));

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
    .action(async (path, options) => finish(await (await import('../commands/export.ts')).exportCase(path, options)));

  command('import <file>', 'check a portable case that somebody sent, and take it in as a new case file')
    .requiredOption('--out <case>', 'the case file to make; it must not exist')
    .option(...by)
    .option(...passphrase[0])
    .option(...passphrase[1])
    .action(async (path, options) => finish(await (await import('../commands/import.ts')).importCase(path, options)));
};
