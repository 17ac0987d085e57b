import type { MenuItemConstructorOptions } from 'electron';

const guide = 'https://learn.microsoft.com/azure/defender-for-iot/device-builders/how-to-investigate-device';

/** The window's menu: what the system's own shortcuts need, and help. */
export function menuTemplate(
  platform: NodeJS.Platform,
  openExternal: (url: string) => unknown,
): MenuItemConstructorOptions[] {
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : [{ role: 'fileMenu' } as const]),
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    {
      role: 'help',
      submenu: [
        { label: 'Microsoft’s investigation guide', click: () => openExternal(guide) },
        ...(platform === 'darwin' ? [] : [{ role: 'about' } as const]),
      ],
    },
  ];
}
