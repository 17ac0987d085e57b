import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { confineContents, denyPermissions } from './hardening.ts';

const page = 'app://casebook/index.html';

class FakeContents extends EventEmitter {
  windowOpenHandler: ((details: { url: string }) => { action: string }) | undefined;
  readonly getURL = () => page;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
    this.windowOpenHandler = handler;
  }
  isDenied(event: string, details: object = {}) {
    const preventDefault = vi.fn();
    this.emit(event, { preventDefault, ...details });
    return preventDefault.mock.calls.length > 0;
  }
}

function confined() {
  const app = new EventEmitter();
  const opened: string[] = [];
  confineContents(app as never, (url) => opened.push(url));
  const contents = new FakeContents();
  app.emit('web-contents-created', {}, contents);
  return { contents, opened };
}

test('a page leaves itself for nothing but itself', () => {
  const { contents } = confined();
  expect(contents.isDenied('will-frame-navigate', { url: 'https://example.com/', isMainFrame: true })).toBe(true);
  expect(contents.isDenied('will-frame-navigate', { url: 'app://casebook/other.html', isMainFrame: true })).toBe(true);
  expect(contents.isDenied('will-frame-navigate', { url: page, isMainFrame: false })).toBe(true);
  expect(contents.isDenied('will-frame-navigate', { url: page, isMainFrame: true })).toBe(false);
  expect(contents.isDenied('will-redirect')).toBe(true);
  expect(contents.isDenied('will-attach-webview')).toBe(true);
});

test('a window never opens; its address goes to the door', () => {
  const { contents, opened } = confined();
  expect(contents.windowOpenHandler?.({ url: 'https://example.com/' })).toEqual({ action: 'deny' });
  expect(opened).toEqual(['https://example.com/']);
});

test('every permission is denied, asked for or looked up', () => {
  const handlers: Record<string, (...parameters: never[]) => unknown> = {};
  const keep = (name: string) => (handler: (...parameters: never[]) => unknown) => {
    handlers[name] = handler;
  };
  denyPermissions({
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
  } as never);
  const answer = vi.fn();
  handlers.request?.(...([{}, 'media', answer] as never[]));
  expect(answer).toHaveBeenCalledExactlyOnceWith(false);
  expect(handlers.check?.()).toBe(false);
  expect(handlers.device?.()).toBe(false);
});
