import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createKqlEngine } from '../../src/engine/kql/engine.ts';
import type { KqlTable } from '../../src/engine/kql/types.ts';
import { editorContract } from './editorContract.ts';
import { editorLatency } from './editorLatency.ts';

const playbook = resolve(import.meta.dirname, '../../resources/playbooks/suspicious-iot-device');
const text = (names: string) => names.split(' ').map((name) => ({ name, type: 'string' as const }));
const tables: readonly KqlTable[] = [
  {
    name: 'SecurityIoTRawEvent',
    columns: [
      { name: 'TimeGenerated', type: 'datetime' },
      { name: 'TimeStamp', type: 'datetime' },
      ...text('DeviceId AssociatedResourceId RawEventName EventDetails'),
    ],
  },
  {
    name: 'SecurityAlert',
    columns: [
      { name: 'TimeGenerated', type: 'datetime' },
      ...text('AlertName AlertSeverity Description ExtendedProperties ResourceId'),
    ],
  },
];

/**
 * Completion at every token boundary of the guide's queries, on the whole text and on the text as it is typed; and every call of the
 * editor through the contract, on a source.
 */
export async function editorService(folder: string) {
  const queries = readdirSync(playbook)
    .filter((name) => name.endsWith('.guide.kql'))
    .map((name) => readFileSync(join(playbook, name), 'utf8'));
  const engine = createKqlEngine();
  try {
    return {
      wholeText: await editorLatency(engine, queries, tables, false),
      asTyped: await editorLatency(engine, queries, tables, true),
      contract: await editorContract(folder, queries),
    };
  } finally {
    await engine.close();
  }
}
