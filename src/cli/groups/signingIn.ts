import { addSignInOptions } from '../signInOptions.ts';
import { type CommandGroup, commandOf } from './group.ts';

/** Signing in to Azure. */
export const addSigningIn: CommandGroup = (program, finish) => {
  addSignInOptions(commandOf(program)('sign-in', 'try a sign-in to Azure, and tell what its tokens are for'))
    .addHelpText(
      'after',
      '\nAzure knows Casebook by an app registration of yours: docs/guide/app-registration.md says how to make one.\n' +
        'Nothing is kept on the disk: each command signs in, and forgets it when it ends. Exit code 3 where no query could be asked.',
    )
    .action(async (options) => finish(await (await import('../commands/signIn.ts')).signIn(options)));
};
