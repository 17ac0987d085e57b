import { describe, expect, test } from 'vitest';
import { enterDeviceCode } from '../../test/support/openIdServer/headlessUser.ts';
import { guest, tenantId } from '../../test/support/openIdServer/world.ts';
import type { DeviceCode } from './deviceCodeSignIn.ts';
import { never, newSignIn, openIdServerForTests, targetIn } from './testSignIn.ts';

const server = openIdServerForTests();
const target = () => targetIn(server.current.cloud());

describe('with a device code', () => {
  const shown = () => {
    const code = Promise.withResolvers<DeviceCode>();
    return { code: code.promise, onCode: code.resolve };
  };

  test('signs in whoever enters it', async () => {
    const { code, onCode } = shown();
    const signIn = newSignIn();
    const signingIn = signIn.withDeviceCode(target(), { onCode, signal: never() });
    const { address, userCode, expiresOn } = await code;
    expect(expiresOn).toBeGreaterThan(Date.now());
    await enterDeviceCode(address, userCode, { login: guest.username });
    expect(await signingIn).toMatchObject({
      username: guest.username,
      id: `${guest.id}.${guest.homeTenantId}`,
      tenantId,
    });
  });

  test('a refusal on the page is told', async () => {
    const { code, onCode } = shown();
    const signingIn = newSignIn().withDeviceCode(target(), { onCode, signal: never() });
    signingIn.catch(() => undefined);
    const { address, userCode } = await code;
    await enterDeviceCode(address, userCode, 'cancel');
    await expect(signingIn).rejects.toMatchObject({
      code: 'signInFailed',
      message: expect.stringContaining('cancelled on the sign-in page'),
    });
  });

  test('a code that nobody enters expires', async () => {
    server.current.behaviour.deviceCodeTtl = 1;
    const signingIn = newSignIn().withDeviceCode(target(), { onCode: () => undefined, signal: never() });
    await expect(signingIn).rejects.toMatchObject({
      code: 'signInFailed',
      message: expect.stringContaining('expired before it was entered'),
    });
  });

  test('a cancel ends the wait at once, not at the next question', async () => {
    server.current.behaviour.deviceInterval = 3600;
    const controller = new AbortController();
    const { code, onCode } = shown();
    const signingIn = newSignIn().withDeviceCode(target(), { onCode, signal: controller.signal });
    await code;
    controller.abort();
    await expect(signingIn).rejects.toMatchObject({ name: 'AbortError' });
  });
});
