import { resolve } from 'node:path';
import { exitCodes } from '../exitCodes.ts';
import { print, printJson } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { formatFacts } from '../output/table.ts';
import { withEngine } from '../session.ts';

export function verify(path: string, { json }: { json?: true }): Promise<number> {
  return withEngine(async ({ call }) => {
    const verification = await call('cases.verify', { path: resolve(path) });
    const { ok, checked, problems, custodyHead } = verification;
    if (json) {
      printJson(verification);
      return ok ? exitCodes.success : exitCodes.negative;
    }
    print(
      formatFacts([
        ['Exhibits', String(checked.exhibits)],
        ['Rows', String(checked.rows)],
        ['Answers', String(checked.answers)],
        ['Notes', String(checked.notes)],
        ['Findings', String(checked.findings)],
        ['Bookmarks', String(checked.bookmarks)],
        ['Profiles', String(checked.profiles)],
        ['Attachments', String(checked.attachments)],
        ['Custody events', String(checked.custodyEvents)],
        ['Custody head', custodyHead],
      ]),
    );
    print(
      ok
        ? '\nEvery hash and the custody chain match.'
        : `\n${problems.length === 1 ? 'One thing does' : `${problems.length} things do`} not match:`,
    );
    for (const problem of problems) print(`  ${printable(problem)}`);
    return ok ? exitCodes.success : exitCodes.negative;
  });
}
