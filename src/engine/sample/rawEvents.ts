import { firstEventAt, HOUR, lastEventAt, windowEnd } from './clock.ts';
import { arrival } from './delivery.ts';
import { type Device, reportingDevices } from './devices.ts';
import { benignEvent, isActive } from './noise.ts';
import { createRandom } from './random.ts';
import { idSequence, type RawEvent } from './rawEvent.ts';
import { scheduledEvents } from './schedule.ts';
import { storyEvents } from './story.ts';

const hours = Array.from({ length: (lastEventAt - firstEventAt) / HOUR }, (_, i) => firstEventAt + i * HOUR);
const hasArrived = (event: RawEvent) => arrival(event).at < windowEnd;

/** Periodic events and the story, hour by hour: all that does not grow with the number of events. */
function* fixedEvents(seed: number): Generator<{ hour: number; events: readonly RawEvent[] }> {
  const story = storyEvents(seed);
  const nextId = idSequence('5c000000');
  let told = 0;
  for (const hour of hours) {
    const events: RawEvent[] = [];
    for (const device of reportingDevices) events.push(...scheduledEvents(device, hour, hour + HOUR, nextId));
    for (let next = story[told]; next !== undefined && next.at < hour + HOUR; next = story[told]) {
      events.push(next);
      told += 1;
    }
    yield { hour, events: events.filter(hasArrived) };
  }
}

/**
 * All raw events of the workspace, in order of the hour in which they happened: exactly `total` rows, or the fixed ones
 * alone where `total` is smaller. Benign noise fills up the rest, spread evenly over hours and devices.
 */
export function* rawEvents(seed: number, total: number): Generator<RawEvent> {
  let fixedCount = 0;
  for (const { events } of fixedEvents(seed)) fixedCount += events.length;
  const noise = Math.max(0, total - fixedCount);
  const slotCount = hours.reduce((sum, hour) => sum + activeDevices(hour).length, 0);
  const random = createRandom(seed, 'noise');
  const nextId = idSequence('90000000');
  let slot = 0;
  for (const { hour, events } of fixedEvents(seed)) {
    yield* events;
    for (const device of activeDevices(hour)) {
      const count = Math.floor(((slot + 1) * noise) / slotCount) - Math.floor((slot * noise) / slotCount);
      slot += 1;
      for (let i = 0; i < count; i++) yield benignEvent(device, hour, random, nextId);
    }
  }
}

const activeDevices = (hour: number): readonly Device[] => reportingDevices.filter((device) => isActive(device, hour));
