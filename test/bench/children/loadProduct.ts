import { performance } from 'node:perf_hooks';
import { productSource } from '../workspace.ts';

/** Loads every table of the folder with the product and prints what it took. */
const source = await productSource(process.argv[2] ?? '');
const start = performance.now();
await source.describe();
const loadMs = Math.round(performance.now() - start);
process.stdout.write(JSON.stringify({ loadMs, peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
await source.close();
