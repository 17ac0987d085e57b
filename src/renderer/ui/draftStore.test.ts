import { expect, test } from 'vitest';
import type { Failure } from '../../shared/result.ts';
import { type DraftEvent, type Drafts, draftsAfter } from './draftStore.ts';

const failure: Failure = { code: 'diskFull', message: 'No space is left for the case file.' };
const after = (...events: DraftEvent<string>[]): Drafts<string> =>
  events.reduce<Drafts<string>>((drafts, event) => draftsAfter(drafts, event), {});

test('a draft is gone once just its value is saved', () => {
  const events: DraftEvent<string>[] = [
    { type: 'edit', key: 'q', value: 'one' },
    { type: 'saving', key: 'q' },
    { type: 'saved', key: 'q', value: 'one' },
  ];
  expect(after(...events)).toEqual({});
});

test('what is typed while a save is under way stays a draft', () => {
  const drafts = after(
    { type: 'edit', key: 'q', value: 'one' },
    { type: 'saving', key: 'q' },
    { type: 'edit', key: 'q', value: 'one, two' },
    { type: 'saved', key: 'q', value: 'one' },
  );
  expect(drafts).toEqual({ q: { value: 'one, two', saving: false, failure: undefined } });
});

test('a failed save keeps the text and says why; trying again clears that', () => {
  const failed = after(
    { type: 'edit', key: 'q', value: 'one' },
    { type: 'saving', key: 'q' },
    { type: 'failed', key: 'q', failure },
  );
  expect(failed).toEqual({ q: { value: 'one', saving: false, failure } });
  expect(draftsAfter(failed, { type: 'saving', key: 'q' })).toEqual({
    q: { value: 'one', saving: true, failure: undefined },
  });
});

test('discarding one draft leaves the others', () => {
  const drafts = after(
    { type: 'edit', key: 'a', value: '1' },
    { type: 'edit', key: 'b', value: '2' },
    { type: 'discard', key: 'a' },
  );
  expect(Object.keys(drafts)).toEqual(['b']);
});

test('news of a draft that was discarded meanwhile changes nothing', () => {
  for (const type of ['saving', 'saved', 'failed'] as const) {
    expect(after({ type, key: 'q', value: 'one', failure } as DraftEvent<string>)).toEqual({});
  }
});
