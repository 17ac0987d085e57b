import { expect, it } from 'vitest';
import { adviceFor, errorTexts } from './errors.ts';

it.each([
  ['accessDenied', 'This account may not query plant-logs. Ask its owner for the role Log Analytics Reader.'],
  ['serviceFailed', 'A proxy answered. Open any page in a browser, then try again.'],
  ['queryTimeout', 'The time is up. Allow more of it, or narrow the window.'],
  ['invalidInput', '"http://foo" is no address of a cluster. Take the URI of the overview in the portal.'],
] as const)('the advice on %s is not given twice', (code, message) => {
  expect(adviceFor({ code, message })).toBeUndefined();
});

it.each([
  ['signInNeeded', 'Nothing can be asked without a sign-in.'],
  ['throttled', 'The service has too much to do.'],
  ['fileNotFound', 'There is no file a.csv to check.'],
  ['invalidInput', 'The file to take in is empty, and of no use.'],
] as const)('a message that does not say what to do about %s is followed by it', (code, message) => {
  expect(adviceFor({ code, message })).toBe(errorTexts[code].help);
});
