import { performance } from 'node:perf_hooks';
import { handWrittenSource } from '../workspace.ts';

/** Loads the same files with plain DuckDB and prints what it took. */
const start = performance.now();
const source = await handWrittenSource(process.argv[2] ?? '');
const loadMs = Math.round(performance.now() - start);
process.stdout.write(JSON.stringify({ loadMs, peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
source.close();
