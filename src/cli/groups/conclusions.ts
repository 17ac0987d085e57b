import { type Command, Option } from 'commander';
import { confidences, severities } from '../../core/findings/findingTerms.ts';
import { type CommandGroup, commandOf, wholeNumber } from './group.ts';

const finding = ['<finding>', 'its number', wholeNumber] as const;
const bookmark = ['<bookmark>', 'its number', wholeNumber] as const;

/** What a finding says; `required` where the command makes one. */
const saying = (command: Command, required: boolean): Command =>
  [
    new Option('--title <text>', 'what is concluded, in one line').makeOptionMandatory(required),
    new Option('--severity <severity>', 'how bad it is').choices(severities).makeOptionMandatory(required),
    new Option('--confidence <confidence>', 'how sure it is').choices(confidences).makeOptionMandatory(required),
    new Option('--reason <text>', 'what it rests on, in Markdown'),
    new Option('--file <file>', 'read the reason from a file, or from - for stdin'),
    new Option('--alternatives <text>', 'what else could explain it, and why that was set aside, in Markdown'),
    new Option('--technique <ids...>', 'ATT&CK techniques, such as T1110.003'),
    new Option('--cite <rows...>', 'rows that show it, such as E3:12 for row 12 of exhibit 3'),
  ].reduce((each, option) => each.addOption(option), command);

/** What the investigator concludes, and the rows to come back to. */
export const addConclusions: CommandGroup = (program, finish) => {
  const ofFinding = commandOf(program.command('finding').description('conclusions, with the rows that show them'));

  saying(ofFinding('add <case>', 'add a finding'), true).action(async (path, options) =>
    finish(await (await import('../commands/finding.ts')).addFinding(path, options)),
  );

  saying(
    ofFinding('revise <case>', 'change what the options give; the earlier revisions are kept').argument(...finding),
    false,
  )
    .addHelpText('after', '\n--technique and --cite replace those of before; "finding cite" adds rows.')
    .action(async (path, id: number, options) =>
      finish(await (await import('../commands/finding.ts')).reviseFinding(path, id, options)),
    );

  ofFinding('cite <case>', 'cite more rows in a finding')
    .argument(...finding)
    .argument('<rows...>', 'such as E3:12 for row 12 of exhibit 3')
    .action(async (path, id: number, rows: string[], options) =>
      finish(await (await import('../commands/finding.ts')).citeInFinding(path, id, rows, options)),
    );

  ofFinding('list <case>', 'list the findings in force').action(async (path, options) =>
    finish(await (await import('../commands/finding.ts')).listFindings(path, options)),
  );

  ofFinding('delete <case>', 'take a finding out of force; all of it stays stored')
    .argument(...finding)
    .requiredOption('--reason <text>', 'why')
    .action(async (path, id: number, options) =>
      finish(await (await import('../commands/finding.ts')).deleteFinding(path, id, options)),
    );

  const ofBookmark = commandOf(program.command('bookmark').description('rows to come back to'));

  ofBookmark('add <case> <row> [comment]', 'mark a row, such as E3:12 for row 12 of exhibit 3').action(
    async (path, row, comment, options) =>
      finish(await (await import('../commands/bookmark.ts')).addBookmark(path, row, comment, options)),
  );

  ofBookmark('revise <case>', 'give a bookmark another comment; the earlier ones are kept')
    .argument(...bookmark)
    .argument('[comment]')
    .option('--file <file>', 'read the comment from a file, or from - for stdin')
    .action(async (path, id: number, comment, options) =>
      finish(await (await import('../commands/bookmark.ts')).reviseBookmark(path, id, comment, options)),
    );

  ofBookmark('list <case>', 'list the bookmarks in force').action(async (path, options) =>
    finish(await (await import('../commands/bookmark.ts')).listBookmarks(path, options)),
  );

  ofBookmark('delete <case>', 'take a bookmark out of force; it stays stored')
    .argument(...bookmark)
    .requiredOption('--reason <text>', 'why')
    .action(async (path, id: number, options) =>
      finish(await (await import('../commands/bookmark.ts')).deleteBookmark(path, id, options)),
    );
};
