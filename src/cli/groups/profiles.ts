import { type CommandGroup, commandOf } from './group.ts';

/** What is expected of a device. */
export const addProfiles: CommandGroup = (program, finish) => {
  const profile = program.command('profile').description('learn, use and check what is expected of a device');
  const ofProfile = commandOf(profile);

  ofProfile('learn <case>', 'write a profile that expects what a known-good case shows')
    .requiredOption('--out <file>', 'the profile to make; it must not exist')
    .option('--name <text>', 'its name', 'Learned profile')
    .option('--model <text>', 'the model of device it is for', '')
    .addHelpText(
      'after',
      '\nA case is known to be good when it is of the device before the incident (investigate with --to) or of a clean device.',
    )
    .action(async (path, options) =>
      finish(await (await import('../commands/profile.ts')).learnProfile(path, options)),
    );

  ofProfile('use <case> <file>', 'put a profile into a case; the one added last is in force').action(
    async (path, file, options) =>
      finish(await (await import('../commands/profile.ts')).useProfile(path, file, options)),
  );

  ofProfile(
    'check <case>',
    'name the rows that the profile of the case does not expect; exit code 1 where there are some',
  ).action(async (path, options) => finish(await (await import('../commands/profile.ts')).checkProfile(path, options)));
};
