import { shortestPassphrase } from '../../../shared/passphrase.ts';

/** How a passphrase would hold against somebody who has the file and tries many. */
export interface PassphraseStrength {
  readonly level: 'tooShort' | 'weak' | 'fair' | 'strong';
  readonly text: string;
}

/** A hint from length and variety alone: it knows no dictionary, so that it can praise a well-known sentence. */
export function passphraseStrength(passphrase: string): PassphraseStrength {
  const length = [...passphrase].length;
  if (passphrase.length < shortestPassphrase) {
    return {
      level: 'tooShort',
      text: `At least ${shortestPassphrase} characters; four or more random words are best.`,
    };
  }
  const different = new Set(passphrase.toLowerCase()).size;
  if (different < 6) return { level: 'weak', text: 'Weak: few different characters.' };
  const words = passphrase
    .trim()
    .split(/[\s\-_.]+/)
    .filter((word) => word.length > 2).length;
  if (length >= 24 || words >= 5) return { level: 'strong', text: 'Strong, if the words or characters are random.' };
  if (length >= 16 || words >= 4) return { level: 'fair', text: 'Fair: one or two random words more make it strong.' };
  return { level: 'weak', text: 'Weak: add random words.' };
}
