import { type Command, InvalidArgumentError } from 'commander';

/** Adds a group of commands to a program; `finish` takes the exit code of the command that ran. */
export type CommandGroup = (program: Command, finish: (exitCode: number) => void) => void;

/** A command of this parent; like every command it takes --json. */
export const commandOf =
  (parent: Command) =>
  (usage: string, description: string): Command =>
    parent.command(usage).description(description).option('--json', 'print one JSON document');

/** Reads a parameter as a whole number; throws `InvalidArgumentError` where it is none. */
export const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
};
