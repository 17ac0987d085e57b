import { expect, test } from 'vitest';
import { cloudTitle } from './cloudTitle.ts';

test('clouds have names for people; a cloud of one’s own keeps its own', () => {
  expect(cloudTitle({ name: 'public', builtIn: true })).toBe('Azure');
  expect(cloudTitle({ name: 'Plant gateway', builtIn: false })).toBe('Plant gateway');
});
