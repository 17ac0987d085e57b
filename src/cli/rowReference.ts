import { badInput } from './exitCodes.ts';

/** A row as the command line names it: `E3:12`, or `3:12`, for row 12 of exhibit 3. `option` is named where the text is none. */
export function readRowReference(option: string, text: string): { exhibit: number; row: number } {
  const [, exhibit, row] = /^E?([1-9]\d{0,8}):([1-9]\d{0,8})$/i.exec(text) ?? [];
  if (!exhibit || !row) throw badInput(`${option} "${text}" names no row. Write E3:12 for row 12 of exhibit 3.`);
  return { exhibit: Number(exhibit), row: Number(row) };
}
