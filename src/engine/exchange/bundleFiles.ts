import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { canonicalJson } from '../../core/custody/canonicalJson.ts';
import type { ExhibitSummary } from '../../shared/contract/index.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import type { CasePart } from '../casefile/casePart.ts';
import { kindsInOrder } from '../casefile/recordKinds.ts';
import { canonicalLines, csvLines, jsonLines } from './exhibitTexts.ts';
import type { BundleFile } from './writeBundle.ts';

type Rows = Pick<CaseFile, 'storedRows'>;

/** The rows of an exhibit as CSV and as JSON lines; nothing for one that failed. */
export const tableFiles = (rows: Rows, { number, outcome, columns }: ExhibitSummary): BundleFile[] =>
  outcome === 'answered'
    ? [
        textFile(`exhibits/${number}.csv`, () => csvLines(columns, rows.storedRows(number))),
        textFile(`exhibits/${number}.jsonl`, () => jsonLines(columns, rows.storedRows(number))),
      ]
    : [];

/** The rows of an exhibit as the lines that its `rows_sha256` is of; nothing for one that failed. */
export const rowFiles = (rows: Rows, { number, outcome, columns }: ExhibitSummary): BundleFile[] =>
  outcome === 'answered'
    ? [textFile(`exhibits/${number}.rows`, () => canonicalLines(columns, rows.storedRows(number)))]
    : [];

/** The files of a whole case, whose own file is at `copy`. */
export const wholeFiles = (caseFile: CaseFile, copy: string): BundleFile[] => [
  { name: 'case.casefile', compress: true, open: () => createReadStream(copy) },
  ...caseFile.view().exhibits.flatMap((exhibit) => tableFiles(caseFile, exhibit)),
];

/** The files of a part. */
export function partFiles(caseFile: CaseFile, part: CasePart, rawAnswers: boolean): BundleFile[] {
  const keysOf = (kind: string) =>
    part.records.filter((record) => record.kind === kind).map(({ key: [number] }) => Number(number));
  return [
    textFile('case.json', () => [part.facts]),
    textFile('playbook.json', () => [part.playbook]),
    textFile('custody.jsonl', () => caseFile.custody().map((event) => `${canonicalJson({ ...event })}\n`)),
    ...kindsInOrder.flatMap(([kind]) => {
      const records = part.records.filter((record) => record.kind === kind);
      return records.length > 0
        ? [textFile(`records/${kind}.jsonl`, () => records.map(({ text }) => `${text}\n`))]
        : [];
    }),
    ...keysOf('exhibit').flatMap((number) => exhibitFiles(caseFile, number, rawAnswers)),
    ...keysOf('attachment').map((number) => ({
      name: `attachments/${number}`,
      compress: true,
      open: () => Readable.from([caseFile.attachmentContent(number)]),
    })),
  ];
}

function exhibitFiles(caseFile: CaseFile, number: number, rawAnswers: boolean): BundleFile[] {
  const exhibit = caseFile.exhibit(number);
  const packed = { name: `exhibits/${number}.answer.gz`, compress: false };
  return [
    ...(rawAnswers ? [{ ...packed, open: () => Readable.from([caseFile.packedAnswer(number)]) }] : []),
    ...tableFiles(caseFile, exhibit),
    ...rowFiles(caseFile, exhibit),
  ];
}

const textFile = (name: string, lines: () => Iterable<string>): BundleFile => ({
  name,
  compress: true,
  open: () => Readable.from(inPieces(lines()), { objectMode: false }),
});

/** A stream's every piece has its price: lines go together. */
function* inPieces(lines: Iterable<string>): Generator<Buffer> {
  let pieces: string[] = [];
  let length = 0;
  for (const line of lines) {
    pieces.push(line);
    length += line.length;
    if (length < 64_000) continue;
    yield Buffer.from(pieces.join(''));
    pieces = [];
    length = 0;
  }
  if (length > 0) yield Buffer.from(pieces.join(''));
}
