import type { KqlTable } from '../types.ts';
import type { Hover } from './completion.ts';
import { describedAt, readText } from './kustoService.ts';
import { isReadable, placeIn } from './place.ts';

/** What the name at a place is, with its type or signature; null where there is none, and in a text that is too long to read. */
export const hover = (text: string, position: number, tables: readonly KqlTable[]): Hover | null =>
  isReadable(text) ? (describedAt(readText(text, tables), placeIn(text, position)) ?? null) : null;
