import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testSources } from '../../../../test/support/logSources.ts';

const { folder, open, openFiles, query, signal } = testSources();
const lines = (...objects: unknown[]) => objects.map((object) => `${JSON.stringify(object)}\n`).join('');

describe('a source', () => {
  it('names the tables it has when one is absent, and the file when a column is', async () => {
    const source = await openFiles({ 'SecurityAlert.ndjson': lines({ AlertName: 'x' }) });
    await expect(query(source, 'SecurityIoTRawEvent | count')).rejects.toMatchObject({
      code: 'tableAbsent',
      message: expect.stringContaining('SecurityAlert'),
    });
    await expect(query(source, 'SecurityAlert\n| project ExtendedProperties')).rejects.toMatchObject({
      code: 'missingColumn',
      message: expect.stringMatching(
        /SecurityAlert\.ndjson.*ExtendedProperties|ExtendedProperties.*SecurityAlert\.ndjson/,
      ),
      detail: { line: 2, table: 'SecurityAlert', column: 'ExtendedProperties' },
    });
    await expect(query(source, 'SecurityAlert | project Nonsense')).rejects.toMatchObject({ code: 'kqlSemantic' });
    await expect(query(source, 'SecurityAlert | projectt x')).rejects.toMatchObject({ code: 'kqlSyntax' });
  });

  it('limits rows to the window, from its start to just before its end', async () => {
    const source = await openFiles({
      'SecurityAlert.ndjson': lines(
        ...['11:59:59', '12:00:00', '12:59:59', '13:00:00'].map((t) => ({
          TimeGenerated: `2019-04-18T${t}Z`,
          AlertName: t,
        })),
      ),
    });
    const window = { from: '2019-04-18T12:00:00Z', to: '2019-04-18T13:00:00Z' };
    const { body } = await source.query('SecurityAlert | project AlertName', window, signal);
    expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({
      tables: [{ rows: [['12:00:00'], ['12:59:59']] }],
    });
  });

  it('is opened once, and anew when its files have changed', async () => {
    const path = folder({ 'T.ndjson': lines({ a: 1 }) });
    const first = await open(path);
    expect(await open(path)).toBe(first);
    writeFileSync(join(path, 'T.ndjson'), lines({ a: 1 }, { a: 2 }));
    const second = await open(path);
    expect((await query(second, 'T | count')).rows).toEqual([[2]]);
    renameSync(join(path, 'T.ndjson'), join(path, 'U.ndjson'));
    await expect(query(await open(path), 'T | count')).rejects.toMatchObject({ code: 'tableAbsent' });
  });

  it('reads a table again for the next query when a cancelled one was reading it', async () => {
    const source = await openFiles({
      'T.ndjson': Array.from({ length: 200_000 }, (_, i) => `{"i":${i},"t":"text"}\n`).join(''),
    });
    const stop = new AbortController();
    const cancelled = source.query('T | count', undefined, stop.signal);
    const waiting = query(source, 'T | count');
    stop.abort();
    await expect(cancelled).rejects.toThrow();
    expect((await waiting).rows).toEqual([[200_000]]);
  });

  it('reaches no file but its own', async () => {
    const source = await openFiles({ 'T.ndjson': lines({ a: 1 }) });
    await expect(query(source, 'externaldata(x:string)["file:///etc/passwd"]')).rejects.toMatchObject({
      code: expect.stringMatching(/^kql/),
    });
  });
});
