import { type CommandGroup, commandOf } from './group.ts';

/** What the investigator puts into a case. */
export const addRecording: CommandGroup = (program, finish) => {
  const command = commandOf(program);

  command('note <case> [text]', 'add a note, in Markdown')
    .option('--file <file>', 'read the text from a file, or from - for stdin')
    .action(async (path, text, options) =>
      finish(await (await import('../commands/note.ts')).note(path, text, options)),
    );

  command('answer <case> <question> <value>', 'answer a question: expected, unexpected, unknown or notAnswered')
    .requiredOption('--reason <text>', 'why')
    .option('--limitation <text>', 'what the answer leaves open; expected needs it where the evidence is not complete')
    .option('--cite <rows...>', 'rows that show it, such as E3:12 for row 12 of exhibit 3')
    .action(async (path, question, value, options) =>
      finish(await (await import('../commands/answer.ts')).answer(path, question, value, options)),
    );
};
