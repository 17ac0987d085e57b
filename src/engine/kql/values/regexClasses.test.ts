import { expect, it } from 'vitest';
import { tellingOf, underscored } from './regexClasses.ts';

it('lets underscores stand for letters where a pattern cannot tell them apart, hyphens outside brackets included', () => {
  for (const pattern of [String.raw`\b(uname\s+-a|whoami)\b`, String.raw`bash\s+-i`, '[a-z]+-x', String.raw`[A-Z\]]`]) {
    expect(tellingOf(pattern), pattern).toBe('none');
  }
  expect(underscored('größe', 'none')).toBe('gr__e');
});

it('keeps them where a range in brackets, a code or the underscore itself could tell', () => {
  for (const pattern of [
    '[+-a]',
    '[^A-z]',
    '[]+-a]',
    String.raw`[\--a]`,
    String.raw`[\]A-z]`,
    'a_b',
    String.raw`\x41`,
    'ä',
  ]) {
    expect(tellingOf(pattern), pattern).toBe('all');
  }
});
