import { expect, it } from 'vitest';
import { classifyConnection } from './classifyConnection.ts';
import { clockText } from './clockSkew.ts';

it.each([
  ['ENOTFOUND', 'its name is not known here'],
  ['ECONNREFUSED', 'nothing listens at this address'],
  ['ECONNRESET', 'the connection was cut before the answer was whole'],
  ['ENETUNREACH', 'there is no way to it from here'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'name its file in NODE_EXTRA_CA_CERTS'],
  ['EWHATEVER', 'a text of the system'],
])('a request that ends with %s says why and what to do', (code, words) => {
  expect(classifyConnection({ code, message: 'a text of the system.' }, 'api.test')).toMatchObject({
    code: 'serviceUnreachable',
    message: expect.stringMatching(new RegExp(`^api\\.test cannot be reached: .*${words}.* Check the network`)),
    detail: { host: 'api.test', systemCode: code },
  });
});

it('a request that was given up says after how long', () => {
  const failure = classifyConnection({ code: undefined, message: 'aborted', gaveUpAfter: 420 }, 'api.test');
  expect(failure.message).toContain('it gave no reply within 420 seconds');
});

it.each([
  ['Sun, 01 Mar 2026 11:45:00 GMT', 'This computer’s clock is 15 minutes ahead of the service’s'],
  ['Tue, 03 Mar 2026 13:00:00 GMT', 'This computer’s clock is 2 days and 1 hour behind the service’s'],
  ['Sun, 01 Mar 2026 12:00:30 GMT', undefined],
  ['yesterday', undefined],
  [undefined, undefined],
])('the service’s date %s against noon reads: %s', (date, text) => {
  expect(clockText(date, Date.parse('2026-03-01T12:00:00Z'))).toBe(text);
});
