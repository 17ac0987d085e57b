import type { App, Session } from 'electron';

/** Pages get no permission at all: no camera, no notification, no clipboard reading, no device. */
export function denyPermissions(
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>,
): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/**
 * No page ever leaves itself, embeds another or opens a window, whichever web contents it is in. A link that asks for a
 * window of its own goes through the door to the system's browser, which decides.
 */
export function confineContents(app: Pick<App, 'on'>, openExternal: (url: string) => unknown): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', (details) => {
      // A page may load itself again: the development server asks for it after an edit.
      if (!details.isMainFrame || details.url !== contents.getURL()) details.preventDefault();
    });
    contents.on('will-redirect', (details) => details.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openExternal(url);
      return { action: 'deny' };
    });
  });
}
