import { at, toText } from '../json.ts';
import { firstText } from '../strings.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

/** Process starts of the older agents (ProcessCreate) and of the micro agent (Process, with `Commandline`). */
export const processes = (workspace: Workspace, bindings: Bindings) =>
  parsedOfDevice(workspace, bindings, 'ProcessCreate', 'Process').map(({ event, d, time }) => ({
    event,
    d,
    time,
    commandLine: firstText(toText(at(d, 'CommandLine')), toText(at(d, 'Commandline'))),
    executable: toText(at(d, 'Executable')),
    user: toText(at(d, 'UserId')),
  }));
