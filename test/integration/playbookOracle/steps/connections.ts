import { at, toInt, toText } from '../json.ts';
import { type Bindings, parsedOfDevice } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

/** The device's ConnectionCreate events of one direction; `hits` is what an aggregated row stands for. */
export const connections = (workspace: Workspace, bindings: Bindings, direction: 'In' | 'Out') =>
  parsedOfDevice(workspace, bindings, 'ConnectionCreate')
    .filter(({ d }) => toText(at(d, 'Direction')) === direction)
    .map(({ d, time }) => ({
      time,
      hits: toInt(toText(at(d, 'ExtraDetails', 'HitCount'))) ?? 1n,
      remoteAddress: toText(at(d, 'RemoteAddress')),
      remotePort: toText(at(d, 'RemotePort')),
      localPort: toText(at(d, 'LocalPort')),
      protocol: toText(at(d, 'Protocol')).toLowerCase(),
      executable: toText(at(d, 'Executable')),
      commandLine: toText(at(d, 'CommandLine')),
      user: toText(at(d, 'UserId')),
    }));
