import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { JsonFile } from '../session/jsonFile.ts';
import { placeWindow, smallestWindow, type WindowState } from '../session/windowState.ts';

interface WindowParts {
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly page: string;
  readonly preload: string;
  readonly developerTools: boolean;
  readonly screens: readonly Rectangle[];
  readonly state: JsonFile<WindowState>;
}

/** Opens the product's one window on its page, where it was when it was closed last. */
export async function openMainWindow({ create, page, preload, developerTools, screens, state }: WindowParts) {
  const last = await state.read();
  const window = create({ ...windowOptions(preload, developerTools), ...placeWindow(last, screens) });
  if (last.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    const now = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    // Where the window was is a convenience: a folder that cannot be written to costs nothing else.
    state.update(() => now).catch(() => undefined);
  });
  await window.loadURL(page).catch((error: unknown) => {
    // A window that was closed while it loaded has no page to miss.
    if (!window.isDestroyed()) throw error;
  });
  return window;
}

const windowOptions = (preload: string, developerTools: boolean): BrowserWindowConstructorOptions => ({
  title: 'Casebook',
  show: false,
  minWidth: smallestWindow.width,
  minHeight: smallestWindow.height,
  webPreferences: {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    devTools: developerTools,
    navigateOnDragDrop: false,
    // The spelling checker fetches its dictionaries from the network.
    spellcheck: false,
  },
});
