/** Drives the Chromium: its one page, what the page asks for, and what is sent to it. */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { preloadScript } from './preload.mjs';

const appOrigin = (scheme, hostName) => `https://${hostName}.${scheme}.localhost`;

class Host {
  schemes = new Map();
  #window;
  #page;
  #context;
  #receive;
  #loaded = Promise.withResolvers();
  /** Settles when the window shows its page. */
  loaded = this.#loaded.promise;

  configure({ appFolder, userData, headless, executablePath, browserArguments }) {
    const { name, version } = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8'));
    this.appFolder = appFolder;
    this.version = version;
    this.headless = headless;
    this.userData = userData ?? join(homedir(), '.config', name);
    this.browserFolder = join(this.userData, 'chromium');
    this.executablePath = executablePath;
    this.browserArguments = browserArguments;
  }

  /** Starts the Chromium with one empty page and takes over everything that its pages ask of the network. */
  async launch(receive) {
    this.#receive = receive;
    await mkdir(this.userData, { recursive: true });
    this.#context = await chromium.launchPersistentContext(this.browserFolder, {
      executablePath: this.executablePath,
      headless: this.headless,
      chromiumSandbox: process.getuid?.() !== 0,
      viewport: this.headless ? { width: 1440, height: 900 } : null,
      // The first page is an app window: no address bar, no tabs.
      args: ['--app=data:text/html,<title>Casebook</title>', ...this.browserArguments],
      ignoreDefaultArgs: ['--enable-automation'],
      serviceWorkers: 'block',
      acceptDownloads: false,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    this.#page = this.#context.pages()[0] ?? (await this.#context.waitForEvent('page'));
    await this.#context.exposeBinding('__casebookHostReceive', (source, message) => this.#fromPage(source, message));
    await this.#context.route('**/*', (route) => this.#answer(route));
    await this.#refuseWindows();
    if (!this.headless) this.#page.on('dialog', () => {}); // left to the person
  }

  registerSchemes(schemes) {
    for (const { scheme } of schemes) this.schemes.set(scheme, undefined);
  }
  handleScheme(scheme, handler) {
    if (!this.schemes.has(scheme)) throw new Error(`the scheme ${scheme} was not registered as privileged`);
    this.schemes.set(scheme, handler);
  }

  adopt(window, preload) {
    this.#window = window;
    this.preloadReady = preload
      ? this.#context.addInitScript({ content: preloadScript(readFileSync(preload, 'utf8'), [...this.schemes.keys()]) })
      : Promise.resolve();
    this.#page.on('close', () => window.closed());
  }
  async load(url, { width, height }) {
    await this.preloadReady;
    if (this.headless) await this.#page.setViewportSize({ width, height });
    else await this.#resize({ width, height });
    await this.#page.goto(this.#outside(url), { waitUntil: 'load' });
    this.#loaded.resolve();
  }
  async #resize(bounds) {
    const browser = await this.#context.newCDPSession(this.#page);
    const { windowId } = await browser.send('Browser.getWindowForTarget');
    await browser.send('Browser.setWindowBounds', { windowId, bounds });
    await browser.detach();
  }
  pageUrl = () => this.#inside(this.#page.url());

  async sendToPage(channel, parameters) {
    await this.#page
      .evaluate(([name, values]) => window[Symbol.for('casebook.host')]?.(name, values), [channel, parameters])
      .catch((error) => {
        if (!this.#page.isClosed()) process.stderr.write(`A message was lost: ${error.message}\n`);
      });
  }

  /** Asks the person for a path, in the page; null without a person. */
  ask = (title, suggested = '') =>
    this.headless
      ? Promise.resolve(null)
      : this.#page.evaluate(([text, value]) => window.prompt(`${text} (full path)`, value), [title, suggested]);

  async end() {
    await this.#context?.close().catch(() => undefined);
  }

  #fromPage({ frame }, message) {
    const url = this.#inside(frame.url());
    const { protocol, host } = new URL(url);
    const origin = this.schemes.has(protocol.slice(0, -1)) ? `${protocol}//${host}` : new URL(url).origin;
    const parent = frame.parentFrame();
    return this.#receive(message, { url, origin, parent: parent && { url: this.#inside(parent.url()) } });
  }

  /** Every request of every page: the app's own scheme is answered by its handler, anything else has no network. */
  async #answer(route) {
    const request = route.request();
    const url = this.#inside(request.url());
    if (request.isNavigationRequest() && this.#window) {
      const frame = frameOf(request);
      if (frame?.page() !== this.#page) return route.abort('aborted');
      const isMainFrame = frame.parentFrame() === null;
      // The first page of the window is loaded by the app, not by the page.
      const isFirst = isMainFrame && !this.#page.url().startsWith('https:');
      if (!isFirst && !this.#window.webContents.mayNavigate(url, isMainFrame)) return route.abort('aborted');
    }
    const handler = this.schemes.get(new URL(url).protocol.slice(0, -1));
    if (!handler) return route.abort('blockedbyclient');
    const response = await handler(new Request(url, { method: request.method() }));
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }
  /** Electron asks before a window opens; Chromium opens it first, so here it closes at once. */
  async #refuseWindows() {
    const session = await this.#context.newCDPSession(this.#page);
    session.on('Page.windowOpen', ({ url }) => this.#window?.webContents.mayOpen(this.#inside(url)));
    await session.send('Page.enable');
    this.#context.on('page', (page) => page.close().catch(() => undefined));
  }

  #outside(url) {
    const { protocol, host, pathname, search, hash } = new URL(url);
    const scheme = protocol.slice(0, -1);
    return this.schemes.has(scheme) ? `${appOrigin(scheme, host)}${pathname}${search}${hash}` : url;
  }
  #inside(url) {
    for (const scheme of this.schemes.keys()) {
      const match = url.match(new RegExp(`^https://([^./]+)\\.${scheme}\\.localhost(/.*)?$`));
      if (match) return `${scheme}://${match[1]}${match[2] ?? '/'}`;
    }
    return url;
  }
}

/** A request's frame; undefined while the window that asks does not exist yet. */
function frameOf(request) {
  try {
    return request.frame();
  } catch {
    return undefined;
  }
}

export const host = new Host();
