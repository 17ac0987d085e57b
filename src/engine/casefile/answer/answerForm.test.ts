import { afterAll, expect, test } from 'vitest';
import { verifyCaseFile } from '../../../../docs/formats/verify-case.mjs';
import { createCaseRegistry } from '../caseRegistry.ts';
import { testCapture, testFacts, testFolder } from '../testCase.ts';
import { verifyCase } from '../verifyCase.ts';
import { answerForm } from './answerForm.ts';
import { readAnswer } from './readAnswer.ts';
import { readShownAnswer } from './shownAnswer.ts';

const place = testFolder();
afterAll(() => place.remove());

const header = '{"FrameType":"DataSetHeader","IsProgressive":false,"Version":"v2.0"}';
const properties =
  '{"FrameType":"DataTable","TableId":0,"TableKind":"QueryProperties","TableName":"@ExtendedProperties","Columns":[{"ColumnName":"Key","ColumnType":"string"}],"Rows":[["Visualization"]]}';
const completion = '{"FrameType":"DataSetCompletion","HasErrors":false,"Cancelled":false}';
const columns = (types: readonly string[]) =>
  JSON.stringify(types.map((type) => ({ ColumnName: type, ColumnType: type })));
const primary = (types: readonly string[], rows: string) =>
  `{"FrameType":"DataTable","TableId":1,"TableKind":"PrimaryResult","TableName":"PrimaryResult","Columns":${columns(types)},"Rows":${rows}}`;
const information = (level: number) =>
  `{"FrameType":"DataTable","TableId":2,"TableKind":"QueryCompletionInformation","TableName":"QueryCompletionInformation","Columns":[{"ColumnName":"Level","ColumnType":"int"},{"ColumnName":"Payload","ColumnType":"string"}],"Rows":[[${level},"words"]]}`;
const bytes = (...frames: string[]) => new TextEncoder().encode(`[${frames.join('\n,')}]`);
const formOf = (...frames: string[]) => answerForm(JSON.parse(`[${frames.join(',')}]`));

test('the frames of Azure Data Explorer are read without losing a digit, and verify in a case', {
  timeout: 60_000,
}, async () => {
  const types = ['long', 'datetime', 'decimal', 'timespan', 'real', 'dynamic', 'bool', 'guid', 'string', 'int'];
  const rows = `[[9007199254740993,"2019-04-18T12:04:31.1234567Z","0.10","-3.04:05:06.0000007","NaN",{"id":9007199254740993},true,"6f0c1b0e-0000-4000-8000-000000000001","x",-5],
    [-9223372036854775808,"2019-04-18T12:04:31Z",1.50,"00:00:01",-0.5,"[1.50]",false,null,"",0],
    [null,null,null,null,null,null,null,null,null,null]]`;
  const body = bytes(header, properties, primary(types, rows), information(4), completion);
  expect(readShownAnswer(body)).toEqual({
    columns: types.map((type) => ({ name: type, type })),
    rows: [
      [
        '9007199254740993',
        '2019-04-18T12:04:31.1234567Z',
        '0.10',
        '-3.04:05:06.0000007',
        'NaN',
        '{"id":9007199254740993}',
        true,
        '6f0c1b0e-0000-4000-8000-000000000001',
        'x',
        -5,
      ],
      ['-9223372036854775808', '2019-04-18T12:04:31.0000000Z', '1.50', '00:00:01', -0.5, '[1.50]', false, null, '', 0],
      Array(10).fill(null),
    ],
  });
  const file = createCaseRegistry('0.1.0').create(place.at('frames.casefile'), testFacts);
  await file.addExhibit(testCapture(body));
  expect(Buffer.from(file.rawAnswer(1)).equals(body)).toBe(true);
  file.close();
  expect(verifyCase(file.path).problems).toEqual([]);
  expect(verifyCaseFile(file.path).problems).toEqual([]);
});

test('an error among the rows is no row, and is handed over', () => {
  const error = '{"OneApiErrors":[{"error":{"code":"LimitsExceeded","@message":"E_QUERY_RESULT_SET_TOO_LARGE"}}]}';
  const failed = '{"FrameType":"DataSetCompletion","HasErrors":true,"Cancelled":false,"OneApiErrors":[]}';
  const form = formOf(header, primary(['long'], `[[1],[2],${error}]`), failed);
  expect(form?.rows).toEqual([[1], [2]]);
  expect(form?.error).toEqual([JSON.parse(error), JSON.parse(failed)]);
  expect(readAnswer(bytes(header, primary(['long'], `[[1],${error}]`), failed)).rows).toEqual([[1]]);
});

test.each([
  [
    'a cancelled answer',
    [primary(['long'], '[]'), '{"FrameType":"DataSetCompletion","HasErrors":false,"Cancelled":true}'],
  ],
  ['an answer without its last frame', [primary(['long'], '[]')]],
  ['a warning beside the rows', [primary(['long'], '[]'), information(3), completion]],
])('%s is said to be one', (_name, frames) => {
  expect(formOf(header, ...frames)?.error).toBeDefined();
});

test('an answer with information alone has no error', () => {
  const form = formOf(header, properties, primary(['long'], '[[1]]'), information(4), completion);
  expect(form).toEqual({ columns: [{ name: 'long', type: 'long' }], rows: [[1]], error: undefined });
});

test.each([
  ['frames without a primary table', [header, properties, completion]],
  ['no frame', []],
  ['numbers', ['1', '2']],
  [
    'a primary table without rows',
    [`{"FrameType":"DataTable","TableKind":"PrimaryResult","Columns":${columns(['long'])}}`],
  ],
  ['a primary table without columns', ['{"FrameType":"DataTable","TableKind":"PrimaryResult","Rows":[]}']],
])('%s are no answer', (_name, frames) => {
  expect(formOf(...frames)).toBeUndefined();
});
