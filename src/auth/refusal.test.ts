import { afterAll, describe, expect, test } from 'vitest';
import { entraRefusal } from '../../test/support/openIdServer/behaviour.ts';
import { type OpenIdServer, startOpenIdServer } from '../../test/support/openIdServer/server.ts';
import { kim } from '../../test/support/openIdServer/world.ts';
import { never, newSignIn, openIdServerForTests, targetIn } from './testSignIn.ts';

const server = openIdServerForTests();
const target = () => targetIn(server.current.cloud());

let untrusted: OpenIdServer | undefined;
afterAll(() => untrusted?.close());
async function startUntrusted(): Promise<string> {
  untrusted = await startOpenIdServer();
  return untrusted.origin;
}

describe('refused sign-ins', () => {
  test.each([
    [53003, 'A conditional access policy of the tenant refuses'],
    [90094, 'only an administrator consent'],
    [50105, 'not assigned'],
    [50057, 'disabled'],
    [999999, 'Entra refused with AADSTS999999'],
  ])('AADSTS%d is told in words, without the service’s own', async (number, words) => {
    server.current.behaviour.authorizeError = {
      error: 'access_denied',
      error_description: `AADSTS${number}: User '${kim.username}' may not.`,
    };
    const refused = newSignIn().withBrowser(target(), never());
    await expect(refused).rejects.toMatchObject({ code: 'signInFailed', message: expect.stringContaining(words) });
    await expect(refused).rejects.not.toThrow(kim.username);
  });

  test('a tenant that is not there is named', async () => {
    await expect(
      newSignIn().withBrowser(targetIn(server.current.cloud(), 'nobody.example'), never()),
    ).rejects.toMatchObject({
      code: 'signInFailed',
      message: expect.stringContaining('tenant nobody.example. There is no such tenant in this cloud (AADSTS90002).'),
    });
  });

  test.each([
    ['with no network', async () => 'https://no-such-host.invalid', 'its name is not known here'],
    [
      'that is not running',
      async () => {
        const gone = await startOpenIdServer();
        await gone.close();
        return gone.origin;
      },
      'nothing listens at this address',
    ],
    ['that nothing here trusts', startUntrusted, 'its certificate is not trusted'],
  ])('a sign-in service %s cannot be reached, and the cause is told', async (_, start, words) => {
    const authority = await start();
    await expect(newSignIn().withBrowser(targetIn(server.current.cloud({ authority })), never())).rejects.toMatchObject(
      {
        code: 'serviceUnreachable',
        message: expect.stringContaining(words),
      },
    );
  });

  test('a description that is not one is told with its address', async () => {
    server.current.behaviour.discoveryAnswer = { status: 200, body: { issuer: 'https://elsewhere.test' } };
    await expect(newSignIn().withBrowser(target(), never())).rejects.toMatchObject({
      code: 'serviceFailed',
      message: expect.stringContaining('issuer https://elsewhere.test'),
    });
  });

  test('a clock that is wrong is told beside the refusal', async () => {
    server.current.behaviour.tokenAnswers.push({
      ...entraRefusal('invalid_grant', 70008, 'x'),
      headers: { date: new Date(Date.now() - 7_200_000).toUTCString() },
    });
    await expect(newSignIn().withBrowser(target(), never())).rejects.toThrow(
      '2 hours ahead of the service’s: set it right',
    );
  });
});
