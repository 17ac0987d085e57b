import { resolve } from 'node:path';
import { exitCodes } from '../exitCodes.ts';
import { print, printJson } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { formatFacts } from '../output/table.ts';
import { withEngine } from '../session.ts';

export function recover(path: string, { out, json }: { out?: string; json?: true }): Promise<number> {
  return withEngine(async ({ call }) => {
    const recovery = await call('cases.recover', { path: resolve(path), ...(out ? { out: resolve(out) } : {}) });
    const { lost, changed, setAside } = recovery;
    const exitCode = lost.length + changed.length === 0 ? exitCodes.success : exitCodes.negative;
    if (json) {
      printJson(recovery);
      return exitCode;
    }
    print(
      formatFacts([
        ['Recovered case', recovery.path],
        ['Damaged file', setAside ?? resolve(path)],
        ['Its SHA-256', recovery.originSha256],
        ['Records taken over', String(recovery.recovered)],
      ]),
    );
    print(lost.length === 0 ? '\nNothing is lost.' : `\nLost (${lost.length}):`);
    for (const item of lost) print(`  ${printable(item)}`);
    if (changed.length > 0) print(`\nTaken over, and not as custody tells (${changed.length}):`);
    for (const item of changed) print(`  ${printable(item)}`);
    return exitCode;
  });
}
