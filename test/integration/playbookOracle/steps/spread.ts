import { answer, byColumn, type Expected } from '../answer.ts';
import { count, greatest, groupBy, least, setOf } from '../grouping.ts';
import { at, parseJson, toText } from '../json.ts';
import { hasTerm } from '../strings.ts';
import { type Bindings, onHub } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

const kinds = ['ConnectionCreate', 'Login', 'ProcessCreate', 'NetworkActivity', 'Process'];

export function spread({ rawEvents }: Workspace, bindings: Bindings): Expected {
  const { address, executable, device } = bindings;
  const fileName = executable.replaceAll('\\', '/').split('/').at(-1) ?? '';
  const found = rawEvents.filter((event) => {
    if (!onHub(event.AssociatedResourceId, bindings) || !kinds.includes(event.RawEventName)) return false;
    if (!hasTerm(event.EventDetails, address) && !hasTerm(event.EventDetails, fileName)) return false;
    const d = parseJson(event.EventDetails);
    return toText(at(d, 'RemoteAddress')) === address || toText(at(d, 'Executable')) === executable;
  });
  return answer(
    'DeviceId:string, Rows:long, FirstObserved:datetime, LastObserved:datetime, Kinds:dynamic, IsInvestigated:bool',
    groupBy(found, ({ DeviceId }) => [DeviceId]).map(({ key, rows }) => [
      ...key,
      count(rows),
      least(rows.map(({ TimeStamp }) => TimeStamp)),
      greatest(rows.map(({ TimeStamp }) => TimeStamp)),
      setOf(
        rows.map(({ RawEventName }) => RawEventName),
        10,
      ),
      key[0] === device,
    ]),
    [byColumn(2, 'asc')],
  );
}
