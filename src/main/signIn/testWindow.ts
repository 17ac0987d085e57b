import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { enterDeviceCode, signInByForm } from '../../../test/support/openIdServer/headlessUser.ts';
import { kim } from '../../../test/support/openIdServer/world.ts';
import type { Cloud } from '../../shared/clouds.ts';
import { events } from '../../shared/contract/index.ts';
import { chosenAccounts } from './chosenAccounts.ts';
import { cloudSettingsIn } from './cloudSettings.ts';
import { openSignIn } from './openSignIn.ts';
import type { Protecting } from './protection.ts';
import { signInHandlers } from './signInHandlers.ts';
import { signInHost } from './signInHost.ts';

/** Not an encryption: it shows that what is kept went through it. */
const upsideDown: Protecting = {
  protection: {
    encrypt: (text) => Buffer.from(text).reverse(),
    decrypt: (bytes) => Buffer.from(bytes).reverse().toString(),
  },
};
/** A call of the page that nobody cancels. */
export const call = { callId: 'a-call', signal: new AbortController().signal };

/** The window's side of sign-in, as main composes it; kim signs in wherever the browser is opened. */
export function openWindow(
  folder: string,
  {
    protecting = upsideDown,
    openBrowser = async (url: string): Promise<void> => {
      signInByForm(url, { login: kim.username }).catch(() => undefined);
    },
  }: { protecting?: Protecting; openBrowser?: (url: string) => Promise<void> } = {},
) {
  const settings = cloudSettingsIn(join(folder, 'clouds.json'));
  const signIn = openSignIn({
    folder: join(folder, 'sign-in'),
    protecting: async () => protecting,
    openBrowser,
  });
  const told: unknown[] = [];
  const announce = (name: string, payload: unknown) => {
    told.push([name, payload]);
    if (name !== 'signIn.code') return;
    const { address, userCode } = events['signIn.code'].parse(payload);
    enterDeviceCode(address, userCode, { login: kim.username }).catch(() => undefined);
  };
  const chosen = chosenAccounts();
  const handle = signInHandlers({ settings, signIn, chosen, announce });
  return { handle, host: signInHost(settings, signIn, chosen), told };
}

/** As `openWindow`, with a cloud taken in from its file. */
export async function windowWithCloud(folder: string, cloud: Cloud, options: Parameters<typeof openWindow>[1] = {}) {
  const path = join(folder, 'cloud.json');
  await writeFile(path, JSON.stringify(cloud));
  const parts = openWindow(folder, options);
  expect(await parts.handle['signIn.addCloud']({ path }, call)).toEqual({ name: cloud.name });
  return parts;
}
