import { resolve } from 'node:path';
import type { CaseView, ExportedCase, Input } from '../../shared/contract/index.ts';
import { shortestPassphrase } from '../../shared/passphrase.ts';
import { badInput, exitCodes } from '../exitCodes.ts';
import { openCase } from '../openCase.ts';
import { print, printJson } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { formatFacts } from '../output/table.ts';
import { type PassphraseOptions, readPassphrase } from '../passphrase.ts';
import { type Session, withEngine } from '../session.ts';

interface ExportOptions extends PassphraseOptions {
  readonly out?: string;
  readonly csv?: string;
  readonly exhibits?: readonly number[];
  readonly without?: readonly string[];
  readonly for?: string;
  readonly by?: string;
  readonly json?: true;
}

/** What `--without` can name. */
const omittable = ['notes', 'answers', 'findings', 'attachments', 'raw-answers'] as const;

export async function exportCase(path: string, options: ExportOptions): Promise<number> {
  const { out, csv } = options;
  if ((out === undefined) === (csv === undefined)) {
    throw badInput('Say where to: --out FILE for a portable case, or --csv DIR for the rows alone.');
  }
  if (csv !== undefined) return withEngine((session) => writeTables(session, path, csv, options));
  const passphrase = await readPassphrase(options);
  if (passphrase !== undefined && passphrase.length < shortestPassphrase) {
    throw badInput(`The passphrase has fewer than ${shortestPassphrase} characters: take several random words.`);
  }
  return withEngine(async (session) => {
    const view = await openCase(session, path);
    const part = chosenPart(view, options);
    const exported = await session.call('exchange.export', {
      caseId: view.caseId,
      path: resolve(out ?? ''),
      ...(part && { part }),
      ...(passphrase !== undefined && { passphrase }),
      ...(options.for !== undefined && { recipient: options.for }),
      ...(options.by !== undefined && { actor: options.by }),
    });
    if (options.json) printJson(exported);
    else printExported(exported);
    return exitCodes.success;
  });
}

function chosenPart(view: CaseView, { exhibits, without }: ExportOptions): Input<'exchange.export'>['part'] {
  if (!exhibits && !without) return undefined;
  const omitted = new Set(without);
  const unknown = without?.find((name) => !omittable.some((each) => each === name));
  if (unknown !== undefined) throw badInput(`--without knows no "${unknown}": it takes ${omittable.join(', ')}.`);
  return {
    exhibits: [...(exhibits ?? view.exhibits.map(({ number }) => number))],
    notes: !omitted.has('notes'),
    answers: !omitted.has('answers'),
    findings: !omitted.has('findings'),
    attachments: !omitted.has('attachments'),
    rawAnswers: !omitted.has('raw-answers'),
  };
}

function printExported({ path, sha256, contents, sealed, custodyHead, files, leftOut, warnings }: ExportedCase): void {
  print(
    formatFacts([
      ['Portable case', path],
      ['Contents', contents === 'whole' ? 'the whole case' : 'a part of the case'],
      ['Sealed', sealed ? 'with the passphrase' : 'no: whoever has the file can read it'],
      ['Files in it', String(files)],
      ['SHA-256', sha256],
      ['Custody head', custodyHead],
    ]),
  );
  if (leftOut.length > 0) print(`\nLeft out (${leftOut.length}):`);
  for (const { record, reason } of leftOut) print(`  ${printable(record)}: ${printable(reason)}`);
  for (const warning of warnings) print(`\nNote: ${printable(warning)}`);
}

async function writeTables(
  session: Session,
  path: string,
  folder: string,
  { exhibits, json, without, passphraseFile, passphraseStdin, for: recipient, by }: ExportOptions,
): Promise<number> {
  if (without || passphraseFile || passphraseStdin || recipient || by) {
    throw badInput(
      '--csv writes plain files of rows: leave out --without, --for, --by and the passphrase, or take --out.',
    );
  }
  const { caseId } = await openCase(session, path);
  const written = await session.call('exchange.exportTables', {
    caseId,
    folder: resolve(folder),
    ...(exhibits && { exhibits: [...exhibits] }),
  });
  if (json) printJson(written);
  else for (const { name, bytes, sha256 } of written.files) print(`${sha256}  ${name} (${bytes} bytes)`);
  return exitCodes.success;
}
