import { at, parseJson, toInstant } from './json.ts';
import { endsWithText } from './strings.ts';
import type { RawEvent, Workspace } from './workspace.ts';

/** What the headers of the queries are bound to; times and spans in ticks. */
export interface Bindings {
  readonly device: string;
  readonly hub: string;
  /** End of the period under study (06, 07). */
  readonly until: bigint;
  /** Start of the suspected activity (12). */
  readonly since: bigint;
  /** The alert's time and the span on either side of it (21). */
  readonly around: bigint;
  readonly window: bigint;
  /** Indicators (22). */
  readonly address: string;
  readonly executable: string;
}

/** `endswith strcat("/iothubs/", hub)` */
export const onHub = (resourceId: string, { hub }: Bindings): boolean => endsWithText(resourceId, `/iothubs/${hub}`);

export const ofDevice = ({ rawEvents }: Workspace, bindings: Bindings): RawEvent[] =>
  rawEvents.filter((event) => event.DeviceId === bindings.device && onHub(event.AssociatedResourceId, bindings));

/** An event with its details parsed and its time: `coalesce(todatetime(d.TimestampUTC), TimeStamp)`. */
export interface Parsed {
  readonly event: RawEvent;
  readonly d: unknown;
  readonly time: bigint | null;
}

export const parsed = (event: RawEvent): Parsed => {
  const d = parseJson(event.EventDetails);
  return { event, d, time: toInstant(at(d, 'TimestampUTC')) ?? event.TimeStamp };
};

/** The device's events of these kinds, as most of the queries begin. */
export const parsedOfDevice = (workspace: Workspace, bindings: Bindings, ...names: readonly string[]): Parsed[] =>
  ofDevice(workspace, bindings)
    .filter((event) => names.includes(event.RawEventName))
    .map(parsed);
