import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { WindowState } from '../session/windowState.ts';
import { openMainWindow } from './mainWindow.ts';

class FakeWindow extends EventEmitter {
  destroyed = false;
  readonly loadURL = vi.fn(async () => {});
  readonly isDestroyed = () => this.destroyed;
  readonly show = vi.fn();
  readonly maximize = vi.fn();
  readonly getNormalBounds = () => ({ x: 1, y: 2, width: 1000, height: 700 });
  readonly isMaximized = () => true;
}

async function opened(last: WindowState, window = new FakeWindow()) {
  const create = vi.fn((_options: unknown) => window as never);
  let kept = last;
  const state = {
    read: async () => kept,
    update: async (change: (value: WindowState) => WindowState) => {
      kept = change(kept);
    },
    settled: async () => {},
  };
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  await openMainWindow({
    create,
    page: 'app://casebook/index.html',
    preload: '/p.cjs',
    developerTools: false,
    screens,
    state,
  });
  return { window, options: create.mock.calls[0]?.[0], kept: () => kept };
}

test('the page is sandboxed and apart from Node', async () => {
  const { options, window } = await opened({ bounds: null, maximized: false });
  expect(options).toMatchObject({
    show: false,
    webPreferences: {
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: false,
      spellcheck: false,
    },
  });
  expect(window.loadURL).toHaveBeenCalledExactlyOnceWith('app://casebook/index.html');
  expect(window.show).not.toHaveBeenCalled();
  window.emit('ready-to-show');
  expect(window.show).toHaveBeenCalledOnce();
});

test('where the window is when it closes is where it opens next', async () => {
  const { window, kept } = await opened({ bounds: null, maximized: true });
  expect(window.maximize).toHaveBeenCalledOnce();
  window.emit('close');
  expect(kept()).toEqual({ bounds: { x: 1, y: 2, width: 1000, height: 700 }, maximized: true });
});

test('a page that cannot be loaded is an error, unless the window was closed meanwhile', async () => {
  const window = new FakeWindow();
  window.loadURL.mockRejectedValue(new Error('aborted'));
  await expect(opened({ bounds: null, maximized: false }, window)).rejects.toThrow('aborted');
  window.destroyed = true;
  await expect(opened({ bounds: null, maximized: false }, window)).resolves.toBeDefined();
});
