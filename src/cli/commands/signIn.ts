import type { IssuedToken } from '../../shared/host.ts';
import { CasebookError } from '../../shared/result.ts';
import { commandSignIn, keptNote } from '../cloudHost.ts';
import { CommandFailure, engineFailure, exitCodes } from '../exitCodes.ts';
import { untilInterrupted } from '../interrupt.ts';
import { print, printJson } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { readCloud, type SignInOptions } from '../signInOptions.ts';

type Outcome = { readonly ok: true; readonly expiresOn: string } | { readonly ok: false; readonly message: string };

/** Signs in once to show that it works: who came, and whether tokens for queries and for finding workspaces are given. */
export function signIn(options: SignInOptions & { readonly json?: true }): Promise<number> {
  return untilInterrupted(async (signal) => {
    try {
      const clouds = await readCloud(options);
      const { cloud } = clouds;
      const target = clouds.target(cloud, null);
      const session = commandSignIn(options);
      const account = await session.ask(target, signal);
      const token = (scope: string) => session.signIn.token(target, { account: account.id, scope, signal });
      const query = await outcomeOf(token(cloud.queryScope));
      const arm = await outcomeOf(token(cloud.armScope));
      if (options.json) printJson({ cloud: cloud.name, account, query, arm, kept: keptNote });
      else {
        print(
          printable(
            `Signed in as ${account.username} (${account.name ?? 'no name'}), tenant ${account.tenantId || 'none'}, cloud ${cloud.name}.`,
          ),
        );
        print(printable(`Queries of workspaces: ${told(query)}`));
        print(printable(`Finding workspaces:    ${told(arm)}`));
        print(keptNote);
      }
      return query.ok ? exitCodes.success : exitCodes.sourceFailed;
    } catch (error) {
      if (signal.aborted) throw new CommandFailure('Stopped.', exitCodes.cancelled);
      throw error instanceof CasebookError ? engineFailure(error.toFailure()) : error;
    }
  });
}

async function outcomeOf(token: Promise<IssuedToken>): Promise<Outcome> {
  try {
    return { ok: true, expiresOn: new Date((await token).expiresOn).toISOString() };
  } catch (error) {
    if (error instanceof CasebookError) return { ok: false, message: error.message };
    throw error;
  }
}

const told = (outcome: Outcome): string =>
  outcome.ok ? `yes, with a token until ${outcome.expiresOn}` : `no. ${outcome.message}`;
