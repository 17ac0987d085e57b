import { unknownCalls } from '../calls.ts';
import type { KqlTable } from '../types.ts';
import type { Analysis, Diagnostic } from './ast.ts';
import { analyzeText, elementsOf, globalsFor, type KustoCode, type KustoGlobals } from './kusto.ts';
import { toAst } from './toAst.ts';

/**
 * Binder errors that the service does not raise: a mistyped argument of `count` or of a plugin (KS107), a fraction for whole seconds
 * (KS134), a literal asked for (KS131, KS109 inside functions).
 */
const tolerated = new Set(['KS107', 'KS134', 'KS131']);

/** A wildcard that finds no table is for the planner to judge: a union may be fuzzy. */
const isTolerated = (code: string, message: string): boolean =>
  tolerated.has(code) ||
  (code === 'KS142' && /^The name '[^']*\*[^']*' does not refer to any known table/.test(message));

let lastTables = '';
let lastGlobals: KustoGlobals | undefined;
const globalsOf = (tables: readonly KqlTable[]): KustoGlobals => {
  const key = JSON.stringify(tables);
  if (lastGlobals === undefined || key !== lastTables) {
    lastGlobals = globalsFor(tables);
    lastTables = key;
  }
  return lastGlobals;
};

const diagnosticsOf = (code: KustoCode): Diagnostic[] => {
  const syntax = new Set<string>();
  for (const found of elementsOf(code.GetSyntaxDiagnostics())) syntax.add(`${found.Code} ${found.Start}`);
  return [...elementsOf(code.GetDiagnostics())].map((found) => ({
    code: found.Code,
    kind: syntax.has(`${found.Code} ${found.Start}`) ? 'syntax' : 'semantic',
    severity: found.Severity === 'Error' && !isTolerated(found.Code, found.Message) ? 'error' : 'warning',
    message: found.Message,
    start: found.Start,
    length: found.Length,
  }));
};

const columnsOf = (code: KustoCode): Analysis['columns'] => {
  const result = code.ResultType;
  if (!result?.Columns || result.IsOpen === true) return undefined;
  return [...elementsOf(result.Columns)].map((column) => ({ name: column.Name, type: column.Type.Name }));
};

/** Parses and binds a query against tables. Runs where Microsoft's library is loaded: in the language worker. */
export const analyze = (text: string, tables: readonly KqlTable[]): Analysis => {
  const { code, bound } = analyzeText(text, globalsOf(tables));
  const root = toAst(code.Syntax);
  return {
    root,
    // A call of an unknown table leaves its columns unknown too: the call comes first.
    diagnostics: [...unknownCalls(root, tables), ...diagnosticsOf(code)],
    columns: bound ? columnsOf(code) : undefined,
  };
};
