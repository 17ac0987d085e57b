/** `npm run demo`: the main job without a window, on the sample workspace: from logs to a case file and a PDF. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder, requireNode24, run, say } from './project.mjs';

requireNode24('npm run demo');
const folder = mkdtempSync(join(tmpdir(), 'casebook-demo-'));
const source = join(folder, 'sample');
const casePath = join(folder, 'pump-07.casefile');
const reportPath = join(folder, 'pump-07.pdf');

/** Each step is a command line that anyone can type after `npm run --silent casebook --`. */
const steps = [
  ['Write the sample workspace', ['sample', source]],
  ['List its devices', ['devices', '--source', source]],
  [
    'Investigate pump-07 on the hub plant',
    [
      'investigate',
      '--source',
      source,
      '--device',
      'pump-07',
      '--hub',
      'plant',
      '--out',
      casePath,
      '--report',
      reportPath,
    ],
  ],
  ['Verify the case file', ['verify', casePath]],
];

const cli = join(projectFolder, 'src/cli/index.ts');
for (const [index, [title, parameters]] of steps.entries()) {
  say(`\n${index + 1}. ${title}`);
  say(`   casebook ${parameters.map(quoted).join(' ')}\n`);
  const code = await run(process.execPath, [cli, ...parameters]);
  if (code !== 0) {
    process.stderr.write(`The demo ends here: "casebook ${parameters[0]}" ended with exit code ${code}.\n`);
    process.exit(code);
  }
}
say(`\nThe case file: ${casePath}`);
say(`The report:    ${reportPath}`);

function quoted(text) {
  return /[^\w./:\\-]/.test(text) ? `'${text}'` : text;
}
