import { fileURLToPath } from 'node:url';
import type { Column } from '../../core/kqlText/kqlTypes.ts';
import type { EventName, EventPayload } from '../../shared/contract/index.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { answerBody, testFacts } from '../casefile/testCase.ts';
import type { LogSource } from '../logs/logSource.ts';
import { openPlaybookLibrary } from '../playbook/openPlaybookLibrary.ts';
import type { Investigation } from './keep.ts';
import { sourceFacts } from './sourceFacts.ts';

const resources = fileURLToPath(new URL('../../../resources/playbooks/', import.meta.url));
export const { playbook } = openPlaybookLibrary(resources).get('suspicious-iot-device');
export const columns = (...names: string[]): Column[] => names.map((name) => ({ name, type: 'string' }));

/** Answers by a part of the query's text; everything else is an empty table. */
export type Script = readonly (readonly [
  part: string,
  columns: readonly Column[],
  rows: readonly (readonly unknown[])[],
])[];

export const alertTimes: Script[number] = [
  'by AlertSeverity',
  columns('AlertSeverity', 'First', 'Newest'),
  [
    ['Low', '2026-03-02T00:00:00.0000000Z', '2026-03-06T00:00:00.0000000Z'],
    ['High', '2026-03-04T10:00:00.5000000Z', '2026-03-05T00:00:00.0000000Z'],
  ],
];
export const signIns: Script[number] = [
  'let device = "press-17";\nlet hub = "plant";\nSecurityIoTRawEvent\n| where DeviceId == device and AssociatedResourceId endswith strcat("/iothubs/", hub)\n    and RawEventName == "Login"\n| extend d=parse_json(EventDetails)\n| project EventTime=coalesce(todatetime(d.TimestampUTC), TimeStamp), UserName=tostring(d.UserName),\n    RemoteAddress=iff',
  columns('RemoteAddress', 'Reading', 'FirstFailure', 'LastFailure', 'FirstSuccess'),
  [
    ['192.0.2.1', 'repeated failures', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z', ''],
    ['192.0.2.2', 'failures then success', '2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z', '2026-03-03T00:00:01Z'],
  ],
];
export const newProcesses: Script[number] = [
  'Executable=iff(isempty(Exe), tostring(split(CommandLine, " ")[0]), Exe)\n| summarize NotBefore',
  columns('Executable'),
  [['/usr/bin/curl'], ['/tmp/.hidden/tool']],
];

/** What a scripted source was asked, what the run told, and the switch that cancels it. */
export interface Watched {
  readonly asked: string[];
  readonly events: [EventName, unknown][];
  readonly controller: AbortController;
}

/** An investigation of a source that answers by its script; `intercept` may throw as a source does. */
export function scriptedInvestigation(
  caseFile: CaseFile,
  { asked, events, controller }: Watched,
  script: Script,
  intercept?: (kql: string) => void,
): Investigation {
  const source: LogSource = {
    ref: testFacts.source,
    label: 'logs',
    describe: () => Promise.resolve({ source: testFacts.source, label: 'logs', tables: [], skippedFiles: [] }),
    tables: () => [],
    fewValues: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
    async query(kql) {
      asked.push(kql);
      intercept?.(kql);
      const [, names, rows] = script.find(([part]) => kql.includes(part)) ?? ['', columns('Nothing'), []];
      const at = '2026-03-09T10:00:00Z';
      return {
        body: answerBody(names, JSON.stringify(rows)),
        startedAt: at,
        finishedAt: at,
        versions: {},
        unreadable: [],
      };
    },
  };
  const emit = <E extends EventName>(name: E, payload: EventPayload<E>) => void events.push([name, payload]);
  const context = { callId: 'c', signal: controller.signal, emit, progress: () => undefined };
  return { caseFile, source, facts: sourceFacts(source, controller.signal), context };
}

/** The raw events of these tests are none, so that nothing is recounted. */
export const noExhibits = () => Promise.reject(new Error('not asked in these tests'));

export const failWith = (part: string, error: Error) => (kql: string) => {
  if (kql.includes(part)) throw error;
};
