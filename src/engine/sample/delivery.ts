import { HOUR, isoTicks, MINUTE, SECOND } from './clock.ts';
import type { Device } from './devices.ts';
import { hash32 } from './random.ts';

/** The priorities of the agents' default configuration (iot-data.md, section 2.2). */
const highPriority = new Set(['ListeningPorts', 'LocalUsers', 'Login']);
const microMediumPriority = new Set(['Login', 'NetworkActivity', 'Process']);

function sendInterval(device: Device, eventName: string): number {
  if (device.agent === 'micro') return microMediumPriority.has(eventName) ? 2 * HOUR : 24 * HOUR;
  return highPriority.has(eventName) ? 7 * MINUTE : 5 * HOUR;
}

/** When the row reached the workspace: with the next batch of its priority, a few seconds after that was sent. */
export function arrival(event: { readonly device: Device; readonly name: string; readonly at: number }): {
  readonly at: number;
  readonly text: string;
} {
  const { device, name, at } = event;
  const interval = sendInterval(device, name);
  let sent = device.sendAt + Math.ceil((at - device.sendAt) / interval) * interval;
  if (device.offline && sent >= device.offline.from && sent < device.offline.to) sent = device.offline.to;
  // All rows of a batch arrive together, so the delay depends on the batch alone.
  const mixed = hash32(`${device.id}/${device.hub.name}/${sent}`);
  const arrived = sent + 2 * SECOND + (mixed % (50 * SECOND));
  return { at: arrived, text: isoTicks(arrived, (mixed >>> 8) % 10_000) };
}
