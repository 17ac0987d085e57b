import { addSignInOptions } from '../signInOptions.ts';
import { type CommandGroup, commandOf } from './group.ts';

/** Finding what there is to ask in a cloud. */
export const addAzureResources: CommandGroup = (program, finish) => {
  addSignInOptions(
    commandOf(program)(
      'workspaces',
      'list the Log Analytics workspaces that an account sees, and the IoT hubs that send to them',
    ),
  )
    .addHelpText(
      'after',
      '\nA sign-in sees one tenant; the account’s other tenants are named, to sign in to with --tenant. Finding workspaces needs the role\n' +
        'Reader on the subscriptions, and telling their hubs Security Reader; a workspace id works without either.\n' +
        'Of workspaces that hubs send to, tables on the plans Basic and Auxiliary are named, whose queries are limited.',
    )
    .action(async (options) => finish(await (await import('../commands/workspaces.ts')).workspaces(options)));
};
