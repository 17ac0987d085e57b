import { Command, CommanderError } from 'commander';
import { badInput, CommandFailure, exitCodes, failureLine } from './exitCodes.ts';
import { addAzureResources } from './groups/azureResources.ts';
import { addConclusions } from './groups/conclusions.ts';
import { addInvestigating } from './groups/investigating.ts';
import { addKeeping } from './groups/keeping.ts';
import { addProfiles } from './groups/profiles.ts';
import { addReading } from './groups/reading.ts';
import { addRecording } from './groups/recording.ts';
import { addSigningIn } from './groups/signingIn.ts';
import { productVersion } from './productVersion.ts';

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
  if (error.code === 'commander.help')
    return 'The command needs one of its own commands. Run it with --help for the list.';
  return `${message.replace(/^error: /, '').replace(/[.\s]*$/, '')}. Run the command with --help for its usage.`;
};

const groups = [
  addInvestigating,
  addRecording,
  addConclusions,
  addReading,
  addProfiles,
  addKeeping,
  addSigningIn,
  addAzureResources,
];

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
  for (const add of groups) add(program, finish);
  return program;
}
