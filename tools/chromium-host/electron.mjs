/**
 * The part of Electron's API that the product's main process uses, on top of Node and a Chromium. See README.md for what
 * this cannot show. What is not here does not exist: a use of it fails at import.
 */
import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { host } from './host.mjs';

class App extends EventEmitter {
  isPackaged = false;
  #paths = new Map();
  #quitting = false;
  #ready = Promise.withResolvers();

  constructor() {
    super();
    this.#paths.set('userData', host.userData);
    this.#paths.set('documents', join(homedir(), 'Documents'));
    this.#paths.set('temp', tmpdir());
  }
  getAppPath = () => host.appFolder;
  getVersion = () => host.version;
  whenReady = () => this.#ready.promise;
  requestSingleInstanceLock = () => true;
  getPath(name) {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`the stand-in host has no path "${name}"`);
    return path;
  }
  /** As Electron does: before-quit, the windows close, then will-quit, each of which can hold the end. */
  quit() {
    if (this.#quitting) return;
    this.#quitting = true;
    const goesOn = emitPreventable(this, 'before-quit');
    for (const window of goesOn ? BrowserWindow.getAllWindows() : []) window.close();
    if (goesOn && emitPreventable(this, 'will-quit')) this.exit(0);
    this.#quitting = false;
  }
  exit(code = 0) {
    host.end().finally(() => process.exit(code));
  }
  start() {
    this.#ready.resolve();
    this.emit('ready');
  }
}

function emitPreventable(emitter, name, details = {}) {
  let prevented = false;
  const event = { ...details, preventDefault: () => (prevented = true) };
  emitter.emit(name, event);
  return !prevented;
}

class WebContents extends EventEmitter {
  #windowOpenHandler = () => ({ action: 'allow' });

  constructor() {
    super();
    app.emit('web-contents-created', {}, this);
  }
  getURL = () => host.pageUrl();
  send = (channel, ...parameters) => void host.sendToPage(channel, parameters);
  setWindowOpenHandler(handler) {
    this.#windowOpenHandler = handler;
  }
  /** Whether a window may open; asked by the host when a page tried. */
  mayOpen = (url) => this.#windowOpenHandler({ url }).action === 'allow';
  mayNavigate = (url, isMainFrame) => emitPreventable(this, 'will-frame-navigate', { url, isMainFrame });
}

/** The one window: the Chromium's first page. */
export class BrowserWindow extends EventEmitter {
  static #all = new Set();
  static getAllWindows = () => [...BrowserWindow.#all];
  #bounds;
  webContents = new WebContents();

  constructor({ x = 0, y = 0, width = 800, height = 600, webPreferences = {} } = {}) {
    super();
    if (BrowserWindow.#all.size > 0) throw new Error('the stand-in host shows one window');
    this.#bounds = { x, y, width, height };
    BrowserWindow.#all.add(this);
    host.adopt(this, webPreferences.preload);
  }
  async loadURL(url) {
    await host.load(url, this.#bounds);
    this.emit('ready-to-show');
  }
  close() {
    if (!BrowserWindow.#all.has(this) || !emitPreventable(this, 'close')) return;
    this.closed();
  }
  /** Called when the page is gone, also when a person closed it. */
  closed() {
    if (!BrowserWindow.#all.delete(this)) return;
    this.emit('closed');
    app.emit('window-all-closed');
  }
  getBounds = () => this.#bounds;
  getNormalBounds = () => this.#bounds;
  isDestroyed = () => !BrowserWindow.#all.has(this);
  isMaximized = () => false;
  isMinimized = () => false;
  show() {}
  maximize() {}
  restore() {}
  focus() {}
}

export const app = new App();

const handlers = new Map();
class IpcMain extends EventEmitter {
  handle(channel, handler) {
    if (handlers.has(channel)) throw new Error(`a second handler for ${channel}`);
    handlers.set(channel, handler);
  }
}
export const ipcMain = new IpcMain();

/** A message from a page; `senderFrame` is that page's real frame. */
export async function receive({ channel, wantsReply, parameters }, senderFrame) {
  const event = { senderFrame };
  if (!wantsReply) return void ipcMain.emit(channel, event, ...parameters);
  const handler = handlers.get(channel);
  if (!handler) throw new Error(`No handler registered for '${channel}'`);
  return handler(event, ...parameters);
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes) => host.registerSchemes(schemes),
  handle: (scheme, handler) => host.handleScheme(scheme, handler),
};

/** Chromium without a person denies every permission; the handlers are kept for tests to ask. */
export const session = {
  defaultSession: {
    setPermissionRequestHandler(handler) {
      this.permissionRequestHandler = handler;
    },
    setPermissionCheckHandler(handler) {
      this.permissionCheckHandler = handler;
    },
    setDevicePermissionHandler(handler) {
      this.devicePermissionHandler = handler;
    },
  },
};

/** A person is asked in the page; without one every dialog is cancelled. Tests put functions of their own in place. */
export const dialog = {
  showErrorBox: (title, content) => process.stderr.write(`${title}: ${content}\n`),
  async showOpenDialog(...parameters) {
    const { title, defaultPath } = parameters.at(-1);
    const path = await host.ask(title, defaultPath);
    return { canceled: !path, filePaths: path ? [path] : [] };
  },
  async showSaveDialog(...parameters) {
    const { title, defaultPath } = parameters.at(-1);
    const path = await host.ask(title, defaultPath);
    return { canceled: !path, filePath: path ?? '' };
  },
};

const systemOpener = { darwin: ['open'], win32: ['explorer'] }[process.platform] ?? ['xdg-open'];
const openInSystem = (target) => {
  if (host.headless) return;
  const [command, ...options] = systemOpener;
  spawn(command, [...options, target], { detached: true, stdio: 'ignore' })
    .on('error', () => process.stderr.write(`The system could not open ${target}\n`))
    .unref();
};
/** The system's encryption is out of reach: what has to be kept secret is kept in memory. */
export const safeStorage = { isAsyncEncryptionAvailable: async () => false };

export const shell = {
  openExternal: async (url) => openInSystem(url),
  showItemInFolder: (path) => openInSystem(join(path, '..')),
};

export const Menu = {
  buildFromTemplate: (template) => ({ items: template }),
  setApplicationMenu(menu) {
    this.applicationMenu = menu;
  },
};

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};
