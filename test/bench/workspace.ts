import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { openSourceRegistry } from '../../src/engine/logs/sourceRegistry.ts';
import { writeSampleWorkspace } from '../../src/engine/sample/sampleWorkspace.ts';

/** A sample workspace on disk, removed at the end, unless `CASEBOOK_BENCH_WORKSPACE` names one to use again. */
export async function sampleOf(events: number): Promise<{ folder: string; remove(): Promise<void> }> {
  const given = process.env.CASEBOOK_BENCH_WORKSPACE;
  if (given !== undefined && existsSync(given)) return { folder: given, remove: async () => {} };
  return newSample(events);
}

/** A sample workspace of its own, until it is removed. */
export async function newSample(events: number): Promise<{ folder: string; remove(): Promise<void> }> {
  const parent = await mkdtemp(join(tmpdir(), 'casebook-bench-'));
  const folder = join(parent, 'workspace');
  await writeSampleWorkspace({ folder, events });
  return { folder, remove: () => rm(parent, { recursive: true, force: true }) };
}

/** The product's own local source. */
export async function productSource(folder: string) {
  const registry = openSourceRegistry();
  const source = await registry.open({ kind: 'local', folder });
  const { signal } = new AbortController();
  return {
    query: (kql: string) => source.query(kql, undefined, signal),
    describe: () => source.describe(signal),
    close: () => registry.closeAll(),
  };
}

/** The same files in DuckDB with its own types, as somebody would load them who writes SQL by hand. */
export async function handWrittenSource(folder: string) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const load = (table: string, types: Record<string, string>) => {
    const list = Object.entries(types).map(([name, type]) => `${name}: '${type}'`);
    const file = join(folder, `${table}.ndjson`).replaceAll("'", "''");
    return connection.run(
      `CREATE TABLE ${table} AS SELECT * FROM read_json('${file}', format = 'newline_delimited', columns = {${list.join(', ')}})`,
    );
  };
  const columns = (names: string, type: string) => Object.fromEntries(names.split(' ').map((name) => [name, type]));
  await load('SecurityAlert', {
    ...columns('TimeGenerated', 'TIMESTAMP_NS'),
    ...columns('StartTime EndTime', 'TIMESTAMP'),
    ...columns(
      'SystemAlertId AlertName DisplayName AlertType AlertSeverity Description RemediationSteps Status',
      'VARCHAR',
    ),
    ...columns('ExtendedProperties ResourceId', 'VARCHAR'),
  });
  await load('SecurityRecommendation', {
    ...columns('TimeGenerated', 'TIMESTAMP_NS'),
    ...columns('DiscoveredTimeUTC ResolvedTimeUTC', 'TIMESTAMP'),
    ...columns(
      'DeviceId AssessedResourceId RecommendationName RecommendationDisplayName RecommendationState',
      'VARCHAR',
    ),
    ...columns('RecommendationSeverity Description', 'VARCHAR'),
    ...columns('RecommendationAdditionalData', 'JSON'),
  });
  await load('SecurityIoTRawEvent', {
    ...columns('TimeGenerated', 'TIMESTAMP_NS'),
    ...columns('TimeStamp', 'TIMESTAMP'),
    ...columns('IsEmpty', 'BOOLEAN'),
    ...columns(
      'DeviceId AssociatedResourceId RawEventName RawEventCategory RawEventType AgentVersion EventDetails',
      'VARCHAR',
    ),
  });
  return {
    async query(sql: string, values: Record<string, string>) {
      const reader = await connection.runAndReadAll(sql, values);
      return JSON.stringify(reader.getRowsJson());
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
