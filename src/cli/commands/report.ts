import { resolve } from 'node:path';
import { exitCodes } from '../exitCodes.ts';
import { openCase } from '../openCase.ts';
import { print, printJson } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { withEngine } from '../session.ts';

export function report(
  path: string,
  { out, paper, standard, json }: { out: string; paper?: 'a4' | 'letter'; standard?: 'ua-1' | 'a-3a'; json?: true },
): Promise<number> {
  return withEngine(async (session) => {
    const { caseId } = await openCase(session, path);
    const written = await session.call('reports.write', {
      caseId,
      path: resolve(out),
      ...(paper && { paper }),
      ...(standard && { standard }),
    });
    if (json) {
      printJson(written);
      return exitCodes.success;
    }
    print(`${printable(written.path)}: ${written.pageCount} pages, SHA-256 ${written.sha256}`);
    for (const warning of written.warnings) print(`Note: ${printable(warning)}`);
    return exitCodes.success;
  });
}
