import { expect, test } from 'vitest';
import { passphraseStrength } from './passphraseStrength.ts';

test.each([
  ['', 'tooShort'],
  ['elevenchars', 'tooShort'],
  ['aaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['Summer-2026!', 'weak'],
  ['otter lamp fern oak', 'fair'],
  ['otter lamp fern oak tin', 'strong'],
  ['x8Kq2pLm9vRt4wZc7nBd3hJf', 'strong'],
] as const)('%j is %s', (passphrase, level) => {
  expect(passphraseStrength(passphrase).level).toBe(level);
});
