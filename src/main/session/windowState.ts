import type { Rectangle } from 'electron';
import { z } from 'zod';
import { jsonFile } from './jsonFile.ts';

const coordinate = z.number().int().min(-100_000).max(100_000);
const shape = z.strictObject({
  bounds: z.strictObject({ x: coordinate, y: coordinate, width: coordinate, height: coordinate }).nullable(),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof shape>;

/** Smaller than this the case page does not hold its columns. */
export const smallestWindow = { width: 960, height: 640 } as const;
const preferred = { width: 1440, height: 900 } as const;

/** Where the window was when it was closed last. */
export const windowStateIn = (path: string) => jsonFile(path, shape, { bounds: null, maximized: false });

/**
 * The size and, where it is known, the place to open the window at. A place that no screen shows any more is dropped;
 * the size is kept within the limits of the screen it opens on.
 */
export function placeWindow(
  state: WindowState,
  screens: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } {
  const { bounds } = state;
  const home = bounds && screens.find((screen) => shows(screen, bounds));
  const room = home ?? screens[0];
  const within = (wanted: number, smallest: number, largest = wanted) => Math.max(smallest, Math.min(wanted, largest));
  const size = {
    width: within(bounds?.width ?? preferred.width, smallestWindow.width, room?.width),
    height: within(bounds?.height ?? preferred.height, smallestWindow.height, room?.height),
  };
  return home && bounds ? { ...size, x: bounds.x, y: bounds.y } : size;
}

/** Whether enough of the window's title bar is on the screen to take hold of it. */
function shows(screen: Rectangle, bounds: Rectangle): boolean {
  const visible = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
  return visible >= 100 && bounds.y >= screen.y && bounds.y <= screen.y + screen.height - 40;
}
