import { performance } from 'node:perf_hooks';
import { startEngine } from '../../src/engine/client.ts';
import { type Latency, latencyOf, tokenBoundaries } from './editorLatency.ts';

/** Milliseconds from the call to the answer, through the contract and the engine's thread, as the window's main process sees it. */
interface ContractLatency {
  readonly complete: Latency;
  readonly problems: Latency;
  readonly colours: Latency;
  readonly hover: Latency;
  readonly signature: Latency;
  /** Completion while queries run on the same engine, one after the other. */
  readonly completeDuringQueries: Latency;
}

const heavyQuery =
  'SecurityIoTRawEvent | extend d = parse_json(EventDetails) | summarize count() by tostring(d), DeviceId';

/** Every which token boundary is asked at. */
const stride = 24;

/** The editor's calls at token boundaries of queries as they are typed, on a source whose tables have been read. */
export async function editorContract(folder: string, queries: readonly string[]): Promise<ContractLatency> {
  const engine = startEngine({
    serverUrl: new URL('../../src/engine/server.ts', import.meta.url),
    resourcesFolder: new URL('../../resources', import.meta.url).pathname,
    productVersion: 'bench',
  });
  const source = { kind: 'local', folder } as const;
  const places = queries.flatMap((query) =>
    tokenBoundaries(query)
      .filter((_, index) => index % stride === 0)
      .map((position) => ({ source, kql: query.slice(0, position), position })),
  );
  const measured = async (call: (place: (typeof places)[number]) => Promise<unknown>) => {
    const times: number[] = [];
    for (const round of ['warm-up', 'measured']) {
      for (const place of places) {
        const start = performance.now();
        await call(place);
        if (round === 'measured') times.push(performance.now() - start);
      }
    }
    return latencyOf(times);
  };
  const complete = (place: (typeof places)[number]) => engine.call('editor.complete', place);
  try {
    await engine.call('sources.describe', { source });
    const alone = {
      complete: await measured(complete),
      problems: await measured(({ kql }) => engine.call('editor.problems', { source, kql })),
      colours: await measured(({ kql }) => engine.call('editor.colours', { source, kql })),
      hover: await measured((place) => engine.call('editor.hover', place)),
      signature: await measured((place) => engine.call('editor.signature', place)),
    };
    let busy = true;
    const running = (async () => {
      while (busy) await engine.call('queries.run', { source, kql: heavyQuery });
    })();
    const completeDuringQueries = await measured(complete);
    busy = false;
    await running;
    return { ...alone, completeDuringQueries };
  } finally {
    await engine.close();
  }
}
