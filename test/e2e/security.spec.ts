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
  const opened = () => inMain(() => Reflect.get(globalThis, 'opened') as string[], undefined);
  await expect.poll(opened).toEqual(['https://example.com/']);
  await expect.poll(() => page.context().pages().length).toBe(1);
  expect(page.url()).toBe(home);
  expect(await invoke(page, 'shell.info', {})).toMatchObject({ ok: true });
  expect(await opened()).toEqual(['https://example.com/']);
});

test('injected script, style, frame and network are stopped by the policy', async ({ launch }) => {
  const { page } = await launch();
  await page.evaluate(() => {
    const stopped = new Set<string>();
    Object.assign(window, { stopped, injected: false });
    document.addEventListener('securitypolicyviolation', (event) => stopped.add(event.effectiveDirective));
    const add = (tag: string, properties: object) =>
      document.body.append(Object.assign(document.createElement(tag), properties));
    add('script', { textContent: 'window.injected = true' });
    add('script', { src: 'https://example.com/a.js' });
    add('style', { textContent: 'body { color: red }' });
    add('div', { innerHTML: '<b style="color: red" onclick="window.injected = true">b</b>' });
    add('iframe', { src: '/index.html' });
    add('img', { src: 'https://example.com/a.png' });
    add('object', { data: '/index.html', type: 'text/html' });
    fetch('/index.html').catch(() => undefined);
    // A timer, because what a test evaluates directly is exempt from the ban on eval.
    setTimeout(() => Object.assign(window, { injected: new Function('return true')() }));
  });
  const directives = [
    'connect-src',
    'frame-src',
    'img-src',
    'object-src',
    'script-src',
    'script-src-attr',
    'script-src-elem',
  ];
  await expect
    .poll(() => page.evaluate(() => [...(Reflect.get(window, 'stopped') as Set<string>)].sort()))
    .toEqual([...directives, 'style-src-attr', 'style-src-elem']);
  expect(await page.evaluate(() => Reflect.get(window, 'injected'))).toBe(false);
});

test('a frame inside the page has no bridge', async ({ launch }) => {
  const { page } = await launch();
  const bridge = await page.evaluate(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    return frame.contentWindow ? typeof Reflect.get(frame.contentWindow, 'casebook') : 'no frame';
  });
  expect(bridge).toBe('undefined');
});

test('a page of another origin is not answered, even with the bridge in its hands', async ({ launch }) => {
  const { inMain, onElectron } = await launch();
  test.skip(!onElectron, 'the stand-in host shows one window, which cannot leave its origin');
  const answer = await inMain(async ({ app, BrowserWindow }) => {
    const preload = `${app.getAppPath()}/out/preload/index.cjs`;
    const hostile = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await hostile.loadURL('data:text/html,<title>hostile</title>');
    const result = await hostile.webContents.executeJavaScript(`window.casebook.invoke('shell.info', {}, 'hostile-1')`);
    hostile.destroy();
    return result;
  }, undefined);
  expect(answer).toMatchObject({ ok: false, error: { code: 'notAllowed' } });
});
