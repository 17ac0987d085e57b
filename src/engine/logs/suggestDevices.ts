import { isUnread, readDevices } from './listDevices.ts';
import type { LogSource } from './logSource.ts';

const mostSuggestions = 5;

/**
 * Whether a source knows a device id, in exactly this spelling, and on which hubs (as stored; empty where no row names one). If
 * not, the stored ids that it may mean: the same but for upper and lower case first, then those that contain it or are contained
 * in it. `unread` says why a table could not be asked, which may hold the device.
 */
export async function suggestDevices(
  source: LogSource,
  deviceId: string,
  signal: AbortSignal,
): Promise<{ exists: boolean; hubs: string[]; suggestions: string[]; unread: string[] }> {
  const { devices, failures } = await readDevices(source, signal);
  const unread = failures.filter(isUnread).map(({ message }) => message);
  const ids = [...new Set(devices.map((device) => device.deviceId))];
  if (ids.includes(deviceId)) {
    const named = devices.filter((device) => device.deviceId === deviceId).map((device) => device.hubName);
    return { exists: true, hubs: named.filter((hub) => hub !== ''), suggestions: [], unread };
  }
  const wanted = deviceId.toLowerCase();
  const same = ids.filter((id) => id.toLowerCase() === wanted);
  const akin = ids.filter((id) => {
    const other = id.toLowerCase();
    return other !== wanted && (other.includes(wanted) || wanted.includes(other));
  });
  return { exists: false, hubs: [], suggestions: [...same, ...akin].slice(0, mostSuggestions), unread };
}
