import { mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, screen, session, shell } from 'electron';
import { startEngine } from '../engine/client.ts';
import { channels } from '../shared/bridge.ts';
import type { EventName } from '../shared/contract/index.ts';
import { engineHost } from './engine/engineHost.ts';
import { routeCalls } from './ipc/router.ts';
import { shellHandlers } from './ipc/shellHandlers.ts';
import { casePathIn, caseToOpen } from './os/caseToOpen.ts';
import { systemDialogs } from './os/dialogs.ts';
import { trustExtraRoots } from './os/extraRoots.ts';
import { productFolders } from './os/folders.ts';
import { externalDoor } from './os/openExternal.ts';
import { endCleanly } from './session/endCleanly.ts';
import { recentCasesIn } from './session/recentCases.ts';
import { windowStateIn } from './session/windowState.ts';
import { chosenAccounts } from './signIn/chosenAccounts.ts';
import { cloudSettingsIn } from './signIn/cloudSettings.ts';
import { openSignIn } from './signIn/openSignIn.ts';
import { systemProtection } from './signIn/protection.ts';
import { signInHandlers } from './signIn/signInHandlers.ts';
import { signInHost } from './signIn/signInHost.ts';
import { pageOrigin, registerAppScheme, serveAppFiles } from './window/appProtocol.ts';
import { confineContents, denyPermissions } from './window/hardening.ts';
import { openMainWindow } from './window/mainWindow.ts';
import { menuTemplate } from './window/menu.ts';

const built = import.meta.dirname;
/** The page of the development server, in a source tree that runs one. */
const developmentPage = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
const resourcesFolder = app.isPackaged ? join(process.resourcesPath, 'resources') : join(app.getAppPath(), 'resources');

const announce = (name: EventName, payload: unknown) => {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(channels.event, name, payload);
};
const requested = caseToOpen(casePathIn(process.argv, process.cwd()), () => announce('shell.caseToOpen', {}));
const openExternal = externalDoor((url) => shell.openExternal(url));

registerAppScheme(protocol);
app.on('open-file', (event, path) => {
  event.preventDefault();
  requested.ask(path);
});
if (app.requestSingleInstanceLock()) app.whenReady().then(open).catch(reportFailedStart);
else app.quit();

function reportFailedStart(error: unknown): void {
  dialog.showErrorBox('Casebook could not start', error instanceof Error ? error.message : String(error));
  app.exit(1);
}

async function open(): Promise<void> {
  const extraRoots = app.isPackaged ? trustExtraRoots(process.env.NODE_EXTRA_CA_CERTS) : undefined;
  const userData = app.getPath('userData');
  const folders = productFolders(app.getPath('documents'), process.env);
  const recentCases = recentCasesIn(join(userData, 'recent-cases.json'), () => new Date());
  const windowState = windowStateIn(join(userData, 'window.json'));
  const clouds = cloudSettingsIn(join(userData, 'clouds.json'));
  const chosen = chosenAccounts();
  const signIn = openSignIn({
    folder: join(userData, 'sign-in'),
    protecting: () => systemProtection(safeStorage, process.platform),
    openBrowser: (url) => shell.openExternal(url),
  });
  // A folder that cannot be made is refused with its reason where something is to be written into it.
  await mkdir(folders.caseFolder, { recursive: true }).catch(() => undefined);

  const engine = engineHost(
    () =>
      startEngine({
        serverUrl: new URL('./engine.js', import.meta.url),
        languageWorkerUrl: new URL('./language.worker.js', import.meta.url),
        resourcesFolder,
        productVersion: app.getVersion(),
        searchFolder: join(userData, 'search'),
        host: signInHost(clouds, signIn, chosen),
        ...(extraRoots !== undefined && { extraRoots }),
      }),
    announce,
  );
  const mainWindow = () => BrowserWindow.getAllWindows()[0];

  denyPermissions(session.defaultSession);
  confineContents(app, openExternal);
  serveAppFiles(protocol, join(built, '../renderer'));
  routeCalls({
    ipcMain,
    pageOrigin: developmentPage ? new URL(developmentPage).origin : pageOrigin,
    engine,
    shell: {
      ...signInHandlers({ settings: clouds, signIn, chosen, announce }),
      ...shellHandlers({
        info: { version: app.getVersion(), platform: process.platform, user: userInfo().username, ...folders },
        recentCases,
        dialogs: systemDialogs(dialog, mainWindow),
        caseToOpen: requested,
        showInFolder: (path) => shell.showItemInFolder(path),
      }),
    },
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, openExternal)));

  app.on('second-instance', (_event, argv, workingFolder) => {
    const path = casePathIn(argv, workingFolder);
    if (path) requested.ask(path);
    const window = mainWindow();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  endCleanly(app, () => Promise.all([engine.close(), recentCases.settled(), windowState.settled(), clouds.settled()]));

  await openMainWindow({
    create: (options) => new BrowserWindow(options),
    page: developmentPage ?? `${pageOrigin}/index.html`,
    preload: join(built, '../preload/index.cjs'),
    developerTools: !app.isPackaged,
    screens: screen.getAllDisplays().map((display) => display.workArea),
    state: windowState,
  });
}
