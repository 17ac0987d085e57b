import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** Counts the rows of the raw events' file. */
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const file = join(process.argv[2] ?? '', 'SecurityIoTRawEvent.ndjson').replaceAll("'", "''");
const answer = await connection.runAndReadAll(
  `SELECT count(*) FROM read_json('${file}', format = 'newline_delimited')`,
);
process.stdout.write(JSON.stringify(answer.getRowsJson()));
