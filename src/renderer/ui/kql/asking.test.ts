import { EditorState } from '@codemirror/state';
import { expect, test, vi } from 'vitest';
import { CallCancelled } from '../../api/workbenchApi.ts';
import { askingOf } from './asking.ts';

const viewOf = (doc: string) => ({ state: EditorState.create({ doc }) });
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

test('an answer to an older text is dropped', async () => {
  const view = viewOf('old');
  const failures = vi.fn();
  const used = vi.fn();
  let answer: (value: string) => void = () => undefined;
  const asking = askingOf(view, 0, failures);
  asking.ask(
    () =>
      new Promise<string>((resolve) => {
        answer = resolve;
      }),
    used,
  );
  await settled();
  view.state = EditorState.create({ doc: 'new' });
  answer('for old');
  await settled();
  expect(used).not.toHaveBeenCalled();
  asking.ask(async (kql) => `for ${kql}`, used);
  await settled();
  expect(used.mock.calls).toEqual([['for new']]);
  expect(failures).not.toHaveBeenCalled();
});

test('a later question gives up the one before, and only failures are told', async () => {
  const failures = vi.fn();
  const used = vi.fn();
  const asking = askingOf(viewOf('x'), 0, failures);
  let first: AbortSignal | undefined;
  asking.ask(async (_, signal) => {
    first = signal;
    await settled();
    throw new CallCancelled();
  }, used);
  await new Promise((resolve) => setTimeout(resolve, 5));
  asking.ask(async () => {
    throw new Error('broken');
  }, used);
  await settled();
  await settled();
  expect(first?.aborted).toBe(true);
  expect(used).not.toHaveBeenCalled();
  expect(failures.mock.calls.map(([error]) => String(error))).toEqual(['Error: broken']);
});
