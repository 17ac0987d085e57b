import { containsText } from '../strings.ts';
import type { Bindings } from '../subject.ts';
import type { RawEvent, Workspace } from '../workspace.ts';

/** The guide's own filter: the hub's name anywhere in the resource id, in any letter case. */
export const guideEvents = ({ rawEvents }: Workspace, { device, hub }: Bindings, name: string): RawEvent[] =>
  rawEvents.filter(
    (event) =>
      event.DeviceId === device && containsText(event.AssociatedResourceId, hub) && event.RawEventName === name,
  );
