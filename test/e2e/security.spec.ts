import type { Page } from '@playwright/test';
import type { CasebookBridge } from '../../src/shared/bridge.ts';
import { expect, test } from './support/test.ts';

/** Calls the bridge as a hostile script in the page would. */
const invoke = (page: Page, method: unknown, input: unknown, callId: unknown = crypto.randomUUID()) =>
  page.evaluate(
    ([name, value, id]) =>
      (window as unknown as { casebook: CasebookBridge }).casebook.invoke(name as string, value, id as string),
    [method, input, callId],
  );

test('the bridge is the only way out of the page, and cannot be changed', async ({ launch }) => {
  const { page } = await launch();
  const seen = await page.evaluate(() => {
    const { casebook } = window as unknown as { casebook: Record<string, unknown> };
    const members = Object.keys(casebook).sort();
    try {
      casebook.invoke = () => 'mine';
    } catch {
      // Strict mode says so; sloppy mode would not.
    }
    const globals = ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window);
    return { members, globals, changed: String(casebook.invoke).includes('mine') };
  });
  expect(seen).toEqual({ members: ['cancel', 'invoke', 'subscribe'], globals: [], changed: false });
});

test('a call that the contract does not know, or that is too much, is answered with a reason', async ({ launch }) => {
  const { page } = await launch();
  expect(await invoke(page, 'cases.destroy', {})).toMatchObject({ ok: false, error: { code: 'unknownMethod' } });
  expect(await invoke(page, '__proto__', {})).toMatchObject({ ok: false, error: { code: 'unknownMethod' } });
  expect(await invoke(page, 'constructor', {})).toMatchObject({ ok: false, error: { code: 'unknownMethod' } });
  expect(await invoke(page, 'shell.info', { extra: true })).toMatchObject({
    ok: false,
    error: { code: 'invalidInput' },
  });
  expect(await invoke(page, 'cases.open', { path: '' })).toMatchObject({ ok: false, error: { code: 'invalidInput' } });
  expect(await invoke(page, 'notes.add', { text: 'x'.repeat(4_000_001) })).toMatchObject({
    error: { code: 'invalidInput' },
  });
  expect(await invoke(page, 'shell.info', {}, 'not an id')).toMatchObject({
    ok: false,
    error: { code: 'invalidInput' },
  });
  expect(await invoke(page, 42, {})).toMatchObject({ ok: false, error: { code: 'invalidInput' } });
  expect(await invoke(page, 'shell.info', {})).toMatchObject({ ok: true });
});

test('an unknown event cannot be listened to', async ({ launch }) => {
  const { page } = await launch();
  const refused = await page.evaluate(() => {
    try {
      (window as unknown as { casebook: CasebookBridge }).casebook.subscribe('tokens', () => {});
      return 'listening';
    } catch (error) {
      return String(error);
    }
  });
  expect(refused).toContain('no event named "tokens"');
});

test('the page cannot leave itself, and a window opens only in the system’s browser, only for https', async ({
  launch,
}) => {
  const { page, inMain } = await launch();
  await inMain(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => void opened.push(url);
  }, undefined);
  const home = page.url();
  for (const address of [
    'https://example.com/',
    'http://example.com/',
    'file:///etc/passwd',
    'https://user:pw@example.com/',
  ]) {
    await page.evaluate((url) => {
      window.open(url);
      const link = Object.assign(document.createElement('a'), { href: url });
      document.body.append(link);
      link.click();
      link.remove();
    }, address);
  }
  await expect
    .poll(() => inMain(() => (globalThis as unknown as { opened: string[] }).opened, undefined))
    .toEqual(['https://example.com/']);
  expect(page.url()).toBe(home);
  expect(await invoke(page, 'shell.info', {})).toMatchObject({ ok: true });
  expect(page.context().pages()).toHaveLength(1);
});

test('injected script, style, frame, worker and network are stopped by the policy', async ({ launch }) => {
  const { page } = await launch();
  const stopped = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
    Object.assign(window, { injected: 0 });
    const add = (tag: string, properties: object) =>
      document.body.append(Object.assign(document.createElement(tag), properties));
    add('script', { textContent: 'window.injected += 1' });
    add('script', { src: 'https://example.com/a.js' });
    add('style', { textContent: 'body { color: red }' });
    add('iframe', { src: '/index.html' });
    add('img', { src: 'https://example.com/a.png' });
    add('object', { data: '/index.html' });
    const fetched = await fetch('/index.html').then(
      () => true,
      () => false,
    );
    const evaluated = await Promise.resolve()
      .then(() => new Function('return true')())
      .catch(() => false);
    await new Promise((resolve) => setTimeout(resolve, 0));
    return {
      violations: [...new Set(violations)].sort(),
      fetched,
      evaluated,
      injected: Reflect.get(window, 'injected'),
    };
  });
  expect(stopped).toEqual({
    violations: [
      'connect-src',
      'frame-src',
      'img-src',
      'object-src',
      'script-src',
      'script-src-elem',
      'style-src-elem',
    ],
    fetched: false,
    evaluated: false,
    injected: 0,
  });
});

test('a message from a frame inside the page, or from another origin, is refused', async ({ launch }) => {
  const { inMain } = await launch();
  const answers = await inMain(async ({ ipcMain }) => {
    const handlers = Reflect.get(ipcMain, '_invokeHandlers') as Map<
      string,
      (...parameters: unknown[]) => Promise<unknown>
    >;
    const handler = handlers.get('casebook:invoke');
    const from = (senderFrame: unknown) => handler?.({ senderFrame }, 'shell.info', {}, 'hostile-1');
    return [
      await from({ parent: {}, origin: 'app://casebook' }),
      await from({ parent: null, origin: 'https://example.com' }),
      await from({ parent: null, origin: 'app://casebook.example.com' }),
      await from(null),
    ];
  }, undefined);
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'notAllowed' } });
});
