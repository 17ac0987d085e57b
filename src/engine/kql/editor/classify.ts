import type { KqlTable } from '../types.ts';
import type { ClassifiedRange, TokenClass } from './completion.ts';
import { classifiedIn, readText } from './kustoService.ts';
import { isReadable } from './place.ts';

/** The class of a stretch by Microsoft's word for it; what is not here is plain text. */
const classes: Readonly<Record<string, TokenClass>> = {
  Comment: 'comment',
  Directive: 'comment',
  Punctuation: 'punctuation',
  MathOperator: 'punctuation',
  Literal: 'literal',
  StringLiteral: 'string',
  Type: 'type',
  Column: 'column',
  SchemaMember: 'column',
  Table: 'table',
  MaterializedView: 'table',
  Database: 'table',
  Function: 'function',
  Parameter: 'variable',
  Variable: 'variable',
  SignatureParameter: 'variable',
  QueryParameter: 'variable',
  ClientParameter: 'variable',
  ScalarOperator: 'keyword',
  Keyword: 'keyword',
  Option: 'keyword',
  Command: 'keyword',
  QueryOperator: 'operator',
};

/** The stretches of a text that are coloured, in order and apart; none in a text that is too long to read. */
export const classify = (text: string, tables: readonly KqlTable[]): ClassifiedRange[] => {
  if (!isReadable(text)) return [];
  return classifiedIn(readText(text, tables)).flatMap(({ kind, from, length }) => {
    const found = classes[kind];
    return found === undefined || length === 0 ? [] : [{ class: found, from, length }];
  });
};
