import { HOUR, utc } from '../clock.ts';
import { type Device, pump07 } from '../devices.ts';
import type { Fields } from '../rawEvent.ts';

const troubleFrom = utc('2019-04-17T12:00:00Z');

/** Events that the agent collected and dropped; on the attacked device the losses rise with the guessing. */
export function droppedEvents(device: Device, at: number, queue: 'High' | 'Low'): Fields {
  const troubled = device === pump07 && at >= troubleFrom;
  const hours = Math.max(0, Math.floor((at - troubleFrom) / HOUR));
  const collected = 900 + (Math.floor(at / HOUR) % 300);
  const dropped = troubled ? (queue === 'High' ? 40 + 6 * hours : 90 + 24 * hours) : 0;
  return { Queue: queue, CollectedEvents: collected + 2 * dropped, DroppedEvents: dropped };
}

export function messageStatistics(device: Device, at: number): Fields {
  const failed = device === pump07 && at >= troubleFrom ? 3 : 0;
  return { MessagesSent: 18 + (Math.floor(at / HOUR) % 5), MessagesUnder4KB: 2, TotalFailed: failed };
}
