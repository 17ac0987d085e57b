import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Host } from '../../shared/host.ts';
import type { Failure } from '../../shared/result.ts';
import { CommandFailure, engineFailure, exitCodes } from '../exitCodes.ts';
import { printableJson } from '../output/printable.ts';
import { type Session, withEngine } from '../session.ts';
import { unreadable } from '../textInput.ts';
import { type Asked, openAsked } from './queryAsked.ts';

const batchLine = z.object({ id: z.union([z.string(), z.number()]), kql: z.string() });

/**
 * Answers lines `{id,kql}` one after the other with lines `{id,columns,rows}` or `{id,error}`, in one process. A failing query is
 * data on its line; a line of another form is told on its line and makes the exit code 2.
 */
export async function queryBatch(file: string, asked: Asked, host: Host): Promise<number> {
  const input = file === '-' ? process.stdin : await openFile(file);
  return withEngine(
    async (session) => {
      const read = await openAsked(session, asked);
      let exitCode: number = exitCodes.success;
      let number = 0;
      for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
        number += 1;
        if (line.trim() === '') continue;
        const query = readLine(line);
        if (!query) exitCode = exitCodes.badInput;
        await write(query ? await answerLine(session, read, query) : misread(number));
      }
      return exitCode;
    },
    { host },
  );
}

async function openFile(file: string) {
  try {
    await (await open(file)).close();
  } catch (error) {
    throw unreadable(file, error);
  }
  return createReadStream(file);
}

function readLine(line: string): z.infer<typeof batchLine> | undefined {
  try {
    return batchLine.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

const misread = (number: number) => ({
  id: null,
  error: { code: 'invalidInput', message: `Line ${number} is not {"id":…,"kql":"…"}.`, line: null, column: null },
});

async function answerLine(
  { engine, signal }: Session,
  read: Awaited<ReturnType<typeof openAsked>>,
  { id, kql }: z.infer<typeof batchLine>,
) {
  const result = await engine.call('queries.run', { ...read, kql }, { signal });
  if (result.ok) return { id, columns: result.value.columns, rows: result.value.rows };
  if (result.cancelled) throw new CommandFailure('Stopped.', exitCodes.cancelled);
  if (result.error.code === 'engineStopped') throw engineFailure(result.error);
  return { id, error: errorOf(result.error) };
}

const errorOf = ({ code, message, detail }: Failure) => ({
  code,
  message,
  line: typeof detail?.line === 'number' ? detail.line : null,
  column: typeof detail?.column === 'number' ? detail.column : null,
});

async function write(value: unknown): Promise<void> {
  if (!process.stdout.write(`${printableJson(value)}\n`)) await once(process.stdout, 'drain');
}
