import { exitCodes } from '../exitCodes.ts';
import { print, printJson } from '../output/print.ts';
import { withEngine } from '../session.ts';

const titles = {
  operators: 'Operators',
  functions: 'Functions',
  aggregates: 'Aggregates',
  joinKinds: 'Join kinds',
  comparisons: 'Comparisons and arithmetic',
  plugins: 'Plugins of evaluate',
} as const;

export function support({ json }: { json?: true }): Promise<number> {
  return withEngine(async ({ call }) => {
    const supported = await call('queries.support', {});
    if (json) {
      printJson(supported);
      return exitCodes.success;
    }
    const names = Object.keys(titles) as (keyof typeof titles)[];
    print(names.map((name) => `${titles[name]}\n${wrapped(supported[name])}`).join('\n\n'));
    return exitCodes.success;
  });
}

const lineWidth = 98;

/** The names in indented lines. */
function wrapped(names: readonly string[]): string {
  const lines: string[] = [];
  let line = '';
  for (const name of names) {
    if (line !== '' && line.length + name.length + 2 > lineWidth) {
      lines.push(`${line},`);
      line = '';
    }
    line += line === '' ? name : `, ${name}`;
  }
  return [...lines, line].map((text) => `  ${text}`).join('\n');
}
