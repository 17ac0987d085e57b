import { expect, it } from 'vitest';
import { type Line, linesOf } from './lines.ts';
import { longestLine } from './tableFile.ts';

async function read(...pieces: string[]): Promise<Line[]> {
  async function* source() {
    yield* pieces;
  }
  const lines: Line[] = [];
  for await (const line of linesOf(source())) lines.push(line);
  return lines;
}

it('splits at LF and CRLF wherever the pieces are cut, and needs no line break at the end', async () => {
  expect(await read('a\r', '\n\nb', 'c\nd')).toEqual([
    { number: 1, text: 'a', tooLong: false },
    { number: 2, text: '', tooLong: false },
    { number: 3, text: 'bc', tooLong: false },
    { number: 4, text: 'd', tooLong: false },
  ]);
  expect(await read('a\n')).toHaveLength(1);
  expect(await read('')).toEqual([]);
});

it('cuts a line that is too long and reads the next one whole', async () => {
  const half = 'x'.repeat(longestLine / 2 + 1);
  const [long, next] = await read(half, half, '\nnext\n');
  expect(long).toMatchObject({ number: 1, tooLong: true });
  expect(next).toEqual({ number: 2, text: 'next', tooLong: false });
});
