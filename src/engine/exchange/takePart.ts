import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { sha256, utcInstant } from '../../shared/contract/primitives.ts';
import { CasebookError } from '../../shared/result.ts';
import { limits } from '../casefile/format.ts';
import { importPart } from '../casefile/importPart.ts';
import { openCase } from '../casefile/openCase.ts';
import { kindsInOrder } from '../casefile/recordKinds.ts';
import { verifyCase } from '../casefile/verifyCase.ts';
import { bundleInvalid } from './bundleInvalid.ts';
import { checkTables } from './checkTables.ts';
import type { Importing } from './importing.ts';

/** The longest file of lines that is read into memory. */
const linesBytes = 256_000_000;

const eventShape = z.strictObject({
  sequence: z.number().int().positive(),
  at: utcInstant,
  actor: z.string(),
  action: z.string(),
  detail: z.string(),
  previousHash: sha256,
  hash: sha256,
});

/** Makes a case of a part of one, in a work folder. Throws `bundleInvalid` and what making a case throws. */
export async function takePart({
  bundle: { archive },
  to,
  at,
  actor,
  detail,
  productVersion,
}: Importing): Promise<void> {
  const { manifest } = archive;
  if (!manifest.rawAnswers) {
    const message =
      'The file is a part of a case without raw answers: it can be checked by hand, and not be taken in as a case. Ask the sender for one with raw answers.';
    throw new CasebookError('invalidInput', message);
  }
  const names = new Set(manifest.files.map(({ name }) => name));
  const text = async (name: string, limit: number) => (await archive.read(name, limit)).toString('utf8');
  const lines = async (name: string) => (names.has(name) ? linesOf(await text(name, linesBytes)) : []);
  const records = [];
  for (const [kind] of kindsInOrder) {
    for (const line of await lines(`records/${kind}.jsonl`)) records.push({ kind, text: line });
  }
  const done = [
    'case.json',
    'playbook.json',
    'custody.jsonl',
    ...kindsInOrder.map(([kind]) => `records/${kind}.jsonl`),
  ];
  for (const { name } of manifest.files) {
    const bytes = /^exhibits\/(\d+)\.answer\.gz$|^attachments\/(\d+)$/.exec(name);
    if (!bytes) continue;
    await archive.extract(name, at(bytes[1] ? `exhibit-${bytes[1]}` : `attachment-${bytes[2]}`));
    done.push(name);
  }
  const custody = (await lines('custody.jsonl')).map((line) => parsedEvent(line));
  if (custody.at(-1)?.hash !== manifest.custodyHead || custody.length !== manifest.custodyEvents) {
    throw bundleInvalid('its custody chain does not end as its manifest says');
  }
  const part = {
    facts: await text('case.json', limits.playbookBytes),
    playbook: await text('playbook.json', limits.playbookBytes),
    custody,
    records,
    bytes: (kind: 'exhibit' | 'attachment', number: number) =>
      existsSync(at(`${kind}-${number}`)) ? readFileSync(at(`${kind}-${number}`)) : undefined,
  };
  asBundleFault(() => importPart(to, part, { actor, productVersion, detail }));
  const { ok, problems } = verifyCase(to);
  if (!ok) throw bundleInvalid(`what it has of the case does not verify (${problems[0]})`);
  const file = openCase(to, { productVersion, mode: 'read' });
  try {
    if (file.caseId !== manifest.caseId || file.view().title !== manifest.title) {
      throw bundleInvalid('the case in it is not the one that its manifest names');
    }
    await checkTables(archive, file, done);
  } finally {
    file.close();
  }
}

/** Values that cannot be those of a case are the bundle's fault. */
function asBundleFault(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof z.ZodError) throw bundleInvalid('a record in it is not one of a case', error);
    if (error instanceof CasebookError && error.code === 'caseDamaged') throw bundleInvalid(error.message, error);
    throw error;
  }
}

/** Every line ends with a line feed. */
function linesOf(text: string): string[] {
  if (text === '') return [];
  if (!text.endsWith('\n')) throw bundleInvalid('a file of lines in it was cut off');
  return text.slice(0, -1).split('\n');
}

function parsedEvent(line: string): z.infer<typeof eventShape> {
  try {
    return eventShape.parse(JSON.parse(line));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw bundleInvalid('its custody chain cannot be read', error);
  }
}
