import { createRequire } from 'node:module';
import { callKey, functionsOf } from '../calls.ts';
import type { KqlTable } from '../types.ts';

/** The few members of Microsoft's bridged library that this engine touches. Lists are .NET lists. */
export interface KustoList<T> {
  readonly Count: number;
  getItem(index: number): T;
}
export interface KustoElement {
  readonly Kind: number;
  readonly ChildCount: number;
  readonly TextStart: number;
  readonly End: number;
  readonly Text?: string;
  readonly SimpleName?: string;
  readonly ValueText?: string;
  readonly LiteralValue?: unknown;
  readonly ResultType?: { readonly Name: string; readonly Columns?: KustoList<KustoColumn> } | null;
  readonly ReferencedSymbol?: object | null;
  GetChild(index: number): KustoElement | null;
  GetName(index: number): string;
  ToString(includeTrivia: number): string;
}
interface KustoDiagnostic {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
  readonly Start: number;
  readonly Length: number;
}
interface KustoColumn {
  readonly Name: string;
  readonly Type: { readonly Name: string };
}
export interface KustoCode {
  readonly Syntax: KustoElement;
  readonly ResultType: { readonly Columns?: KustoList<KustoColumn>; readonly IsOpen?: boolean } | null;
  GetDiagnostics(): KustoList<KustoDiagnostic>;
  GetSyntaxDiagnostics(): KustoList<KustoDiagnostic>;
}
export type KustoGlobals = object;

interface KustoLibrary {
  readonly KustoCode: {
    Parse(text: string): KustoCode;
    ParseAndAnalyze(text: string, globals: KustoGlobals): KustoCode;
  };
  readonly GlobalState: { readonly Default: { WithDatabase(database: object): KustoGlobals } };
  readonly Symbols: {
    readonly TableSymbol: { readonly $ctor7: new (name: string, schema: string, description: null) => object };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, members: object[]) => object };
    readonly FunctionSymbol: {
      readonly ctor: new (
        name: string,
        result: (call: { readonly Arguments: KustoList<KustoElement> }) => object,
        tabularity: number,
        parameters: object[],
      ) => object;
    };
    readonly Parameter: { readonly ctor: new (name: string, kind: number) => object };
    readonly ParameterTypeKind: { readonly Scalar: number };
    readonly Tabularity: { readonly Tabular: number };
  };
  readonly Binding: {
    readonly Binder: {
      GetExpressionResultName(expression: KustoElement, defaultName: string, rowScope: null): string | null;
    };
  };
}

let loaded: KustoLibrary | undefined;
let typeName: (element: object) => string = () => '';

/** Loads Microsoft's library, which lives in three globals of this thread. About 0.4 s the first time. */
export const library = (): KustoLibrary => {
  if (loaded !== undefined) return loaded;
  const load = createRequire(import.meta.url);
  const scope = globalThis as Record<string, unknown>;
  const bridge: { getTypeName(element: object): string } = load('@kusto/language-service-next/bridge.min.js');
  scope.Bridge = bridge;
  load('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
  typeName = (element) => bridge.getTypeName(element);
  loaded = (scope.Kusto as { Language: KustoLibrary }).Language;
  return loaded;
};

/** Microsoft's class name of an element, without its namespace: `FilterOperator`, `SyntaxToken.KindToken`, … */
export const classOf = (element: object): string => {
  const full = typeName(element).replace(/(\[|[$`]\d).*$/s, '');
  const syntax = full.lastIndexOf('.Syntax.');
  return syntax >= 0 ? full.slice(syntax + '.Syntax.'.length) : full.slice(full.lastIndexOf('.') + 1);
};

const quoteName = (name: string): string => `['${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;

const tableSymbol = (name: string, columns: KqlTable['columns']): object => {
  const { Symbols } = library();
  const schema = columns.map((column) => `${quoteName(column.name)}:${column.type}`);
  return new Symbols.TableSymbol.$ctor7(name, `(${schema.join(', ')})`, null);
};

/** The stored functions that give tables: the schema of a call follows from its literal argument. */
const functionSymbols = (tables: readonly KqlTable[]): object[] => {
  const { Symbols } = library();
  const results = new Map<string, object>();
  for (const { calls = [], columns } of tables.filter((table) => table.calls)) {
    const symbol = tableSymbol('', columns);
    for (const call of calls) results.set(callKey(call.function, call.argument), symbol);
  }
  const nothing = tableSymbol('', []);
  const resultOf = (name: string, argument: KustoElement | undefined): object => {
    const value = argument?.LiteralValue ?? '';
    return results.get(callKey(name, typeof value === 'string' ? value : Number(String(value)))) ?? nothing;
  };
  return [...functionsOf(tables)].map(
    (name) =>
      new Symbols.FunctionSymbol.ctor(
        name,
        ({ Arguments }) => resultOf(name, Arguments.Count > 0 ? Arguments.getItem(0) : undefined),
        Symbols.Tabularity.Tabular,
        [new Symbols.Parameter.ctor('which', Symbols.ParameterTypeKind.Scalar)],
      ),
  );
};

/** The binder's view of a set of tables, and of what else a database holds. */
export const globalsFor = (tables: readonly KqlTable[], others: readonly object[] = []): KustoGlobals => {
  const { GlobalState, Symbols } = library();
  const symbols = tables.filter((table) => !table.calls).map((table) => tableSymbol(table.name, table.columns));
  const members = [...symbols, ...functionSymbols(tables), ...others];
  return GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('workspace', members));
};

/** Parses and binds; when the binder fails in itself, parses alone. */
export const analyzeText = (text: string, globals: KustoGlobals): { code: KustoCode; bound: boolean } => {
  const { KustoCode } = library();
  try {
    return { code: KustoCode.ParseAndAnalyze(text, globals), bound: true };
  } catch {
    return { code: KustoCode.Parse(text), bound: false };
  }
};

/** The column name the binder gives an expression, or empty. */
export const autoNameOf = (expression: KustoElement): string => {
  try {
    return library().Binding.Binder.GetExpressionResultName(expression, '', null) ?? '';
  } catch {
    return '';
  }
};

/** The names of the columns that one expression gives, as `series_stats(x)` does; none for an expression of one value. */
export const severalNamesOf = (expression: KustoElement): string[] => {
  const type = expression.ResultType;
  if (!type?.Columns || classOf(type) !== 'TupleSymbol') return [];
  return [...elementsOf(type.Columns)].map((column) => column.Name);
};

export function* elementsOf<T>(list: KustoList<T>): Generator<T> {
  for (let index = 0; index < list.Count; index++) yield list.getItem(index);
}
