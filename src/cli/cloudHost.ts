import { proxiedFetch } from '../auth/proxiedFetch.ts';
import { createSignIn, type SignIn } from '../auth/signIn.ts';
import { authorityOf, placeOf, type SignInTarget } from '../auth/target.ts';
import { memoryStore } from '../auth/tokenStore.ts';
import type { SignedInAccount } from '../shared/contract/index.ts';
import type { Host } from '../shared/host.ts';
import { CasebookError } from '../shared/result.ts';
import { printable } from './output/printable.ts';
import { readCloud, type SignInOptions } from './signInOptions.ts';
import { openInBrowser } from './systemBrowser.ts';

/** Why the command line keeps no sign-in: nothing here could protect the key of a file. */
export const keptNote = 'The command line keeps no sign-in: each command signs in, and forgets it when it ends.';

const say = (line: string) => process.stderr.write(`${printable(line)}\n`);

/** Signing in as the options say, with what a person has to do told on stderr. */
export interface CommandSignIn {
  readonly signIn: SignIn;
  ask(target: SignInTarget, signal: AbortSignal): Promise<SignedInAccount>;
}

export function commandSignIn({ auth }: Pick<SignInOptions, 'auth'>): CommandSignIn {
  const signIn = createSignIn({
    fetch: proxiedFetch(),
    // Whoever reads the address can open it where no program does.
    openBrowser: async (address) => {
      say(`If no browser opens, open this address on this computer: ${address}`);
      await openInBrowser(address).catch(() => say('The system’s browser could not be opened.'));
    },
    storeOf: () => memoryStore(keptNote),
  });
  return {
    signIn,
    async ask(target, signal) {
      if (auth === 'browser') {
        say(`Sign in to ${placeOf(target)} in the browser.`);
        return signIn.withBrowser(target, signal);
      }
      return signIn.withDeviceCode(target, {
        signal,
        onCode: ({ userCode, address, expiresOn }) =>
          say(
            `To sign in to ${placeOf(target)}, open ${address} on any device and enter the code ${userCode} before ${new Date(expiresOn).toISOString().slice(11, 16)} UTC.`,
          ),
      });
    },
  };
}

/**
 * The host of a command's engine: clouds by the options and the built-in ones, and tokens for whoever signs in when the first is asked
 * for. A sign-in that ends while the command runs is asked for again. Throws a CommandFailure for bad usage.
 */
export async function hostFromOptions(options: SignInOptions): Promise<Host> {
  const clouds = await readCloud(options);
  const { signIn, ask } = commandSignIn(options);
  const underWay = new Map<string, Promise<SignedInAccount>>();
  const signInOnce = (target: SignInTarget, signal: AbortSignal) => {
    const place = authorityOf(target);
    const asked = underWay.get(place) ?? ask(target, signal).finally(() => underWay.delete(place));
    underWay.set(place, asked);
    return asked;
  };
  return {
    cloud: async (name) => clouds.find(name),
    async token({ cloud: name, tenant, account, scope }, signal) {
      const cloud = clouds.find(name);
      if (!cloud)
        throw new CasebookError('unknownCloud', `There is no cloud "${name}" here. Give its file with --cloud-file.`);
      const target = clouds.target(cloud, tenant);
      const issue = () => signIn.token(target, { account: account ?? null, scope, signal });
      try {
        return await issue();
      } catch (error) {
        if (!(error instanceof CasebookError && error.code === 'signInNeeded')) throw error;
        await signInOnce(target, signal);
        return issue();
      }
    },
  };
}
