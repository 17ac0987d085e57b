import { elementsOf, globalsFor, type KustoCode, type KustoGlobals, type KustoList, library } from '../syntax/kusto.ts';
import type { KqlTable } from '../types.ts';

/** A built-in function, aggregate or plugin. */
interface KustoFunction {
  readonly Name: string;
  readonly IsHidden: boolean;
  readonly MaxArgumentCount: number;
}
interface KustoItem {
  readonly Kind: number;
  readonly DisplayText: string | null;
  readonly BeforeText: string | null;
  readonly AfterText: string | null;
}
interface KustoService {
  GetClassifications(start: number, length: number): { readonly Classifications: KustoList<KustoClassified> };
  GetCompletionItems(
    position: number,
    options: object,
  ): { readonly Items: KustoList<KustoItem>; readonly EditStart: number; readonly EditLength: number } | null;
  GetQuickInfo(position: number, options: object): { readonly Text: string | null } | null;
  GetElement(position: number): { readonly Start: number; readonly Length: number };
  GetFormattedText(options: object): { readonly Text: string | null } | null;
}
interface KustoClassified {
  readonly Kind: number;
  readonly Start: number;
  readonly Length: number;
}
/** The library gives lists of symbols as arrays or as .NET lists. */
type KustoSymbols<T> = readonly T[] | KustoList<T>;
interface KustoColumnSymbol {
  readonly Name: string;
  /** The columns that a renamed one comes from. */
  readonly OriginalColumns?: KustoSymbols<KustoColumnSymbol> | null;
}
interface KustoTableSymbol {
  readonly Name: string;
  readonly Columns: KustoSymbols<KustoColumnSymbol>;
}
/** A token or a node around it. */
interface KustoToken {
  readonly Parent: KustoToken | null;
  readonly ReferencedSymbol?: object | null;
}
interface LexicalToken {
  readonly Text: string;
  readonly Trivia: string;
}
interface FullGlobals extends KustoGlobals {
  readonly Functions: readonly KustoFunction[];
  readonly Aggregates: readonly KustoFunction[];
  readonly PlugIns: readonly KustoFunction[];
  WithFunctions(functions: readonly KustoFunction[]): FullGlobals;
  WithAggregates(aggregates: readonly KustoFunction[]): FullGlobals;
  WithPlugIns(plugins: readonly KustoFunction[]): FullGlobals;
}
interface EditorCode extends KustoCode {
  readonly Tree: object;
  readonly Syntax: KustoCode['Syntax'] & { GetTokenAt(position: number): KustoToken | null };
  readonly Globals: { readonly Database: { readonly Tables: KustoSymbols<KustoTableSymbol> } };
  GetLexicalTokens(): readonly LexicalToken[];
}

/** The members of Microsoft's library that serve an editor. */
interface EditorLibrary {
  readonly KustoCode: {
    Parse(text: string): EditorCode;
    ParseAndAnalyze(text: string, globals: KustoGlobals): EditorCode;
  };
  readonly GlobalState: { readonly Default: FullGlobals };
  readonly Symbols: {
    readonly FunctionSymbol: {
      readonly $ctor16: new (name: string, parameters: string, body: string, description: null) => object;
    };
    readonly Symbol: object;
    readonly SymbolMatch: { readonly Any: number };
  };
  readonly IncludeFunctionKind: { readonly BuiltInFunctions: number; readonly All: number };
  readonly Binding: {
    readonly Binder: {
      GetSymbolsInScope(
        tree: object,
        position: number,
        globals: KustoGlobals,
        match: number,
        include: number,
        list: object,
      ): void;
    };
  };
  readonly Editor: {
    readonly KustoCodeService: { readonly ctor: new (code: KustoCode) => KustoService };
    readonly ClassificationKind: Readonly<Record<string, unknown>>;
    readonly CompletionKind: Readonly<Record<string, unknown>>;
    readonly CompletionDisplay: { GetText(symbol: object, nameOnly: boolean): string };
    readonly CompletionOptions: {
      readonly Default: {
        WithIncludeFunctions(kinds: number): { WithIncludePunctuationOnlySyntax(include: boolean): object };
      };
    };
    readonly QuickInfoOptions: { readonly Default: { WithShowDiagnostics(show: boolean): object } };
    readonly PlacementStyle: { readonly NewLine: number };
    readonly FormattingOptions: {
      readonly Default: { WithInsertMissingTokens(insert: boolean): { WithPipeOperatorStyle(style: number): object } };
    };
  };
}

/** The list type of .NET, which some calls fill. */
interface SystemLibrary {
  readonly Collections: {
    readonly Generic: { List$1(of: object): { readonly ctor: new () => KustoList<{ readonly Name: string }> } };
  };
}

const kusto = (): EditorLibrary => library() as unknown as EditorLibrary;
const system = (): SystemLibrary => (globalThis as unknown as { System: SystemLibrary }).System;

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/**
 * Functions of the database that the service offers wherever it would offer the built-in ones of their kind. Building its hundreds of
 * built-in items takes the service 100 ms at each place; these two tell whether a place takes them.
 */
const markers = { scalar: 'scalar_function_marker', table: 'table_function_marker' } as const;

/** One built-in of each scope: which of them a place knows tells its scope. */
const scopeMarkers = { function: 'strlen', aggregate: 'count', plugin: 'bag_unpack' } as const;
const scopeGlobals = once((): KustoGlobals => {
  const all = kusto().GlobalState.Default;
  const only = (functions: readonly KustoFunction[], name: string) => functions.filter((one) => one.Name === name);
  return all
    .WithFunctions(only(all.Functions, scopeMarkers.function))
    .WithAggregates(only(all.Aggregates, scopeMarkers.aggregate))
    .WithPlugIns(only(all.PlugIns, scopeMarkers.plugin));
});

/** The names of an enumeration's members by their numbers. */
const namesOf = (enumeration: Readonly<Record<string, unknown>>): ReadonlyMap<number, string> =>
  new Map(
    Object.entries(enumeration).flatMap(([name, number]) =>
      typeof number === 'number' ? [[number, name] as const] : [],
    ),
  );
const kindNames = once(() => namesOf(kusto().Editor.CompletionKind));
const classNames = once(() => namesOf(kusto().Editor.ClassificationKind));

const completionOptions = once(() => {
  const { IncludeFunctionKind, Editor } = kusto();
  const ownFunctions = IncludeFunctionKind.All - IncludeFunctionKind.BuiltInFunctions;
  return Editor.CompletionOptions.Default.WithIncludeFunctions(ownFunctions).WithIncludePunctuationOnlySyntax(false);
});

/** A text as the service reads it against tables. */
export interface EditorText {
  readonly text: string;
  readonly code: EditorCode;
  readonly service: KustoService;
}

const mostTexts = 4;
const texts: { key: string; read: EditorText }[] = [];

let lastTables = '';
let lastGlobals: KustoGlobals | undefined;
const globalsOf = (tables: readonly KqlTable[], key: string): KustoGlobals => {
  if (lastGlobals !== undefined && lastTables === key) return lastGlobals;
  const { FunctionSymbol } = kusto().Symbols;
  const marker = (name: string, body: string) => new FunctionSymbol.$ctor16(name, '(x:long)', body, null);
  lastGlobals = globalsFor(tables, [marker(markers.scalar, 'x'), marker(markers.table, 'range a from 1 to x step 1')]);
  lastTables = key;
  return lastGlobals;
};

/** Reads a text, or finds it among the last few. May throw on hostile text. */
export const readText = (text: string, tables: readonly KqlTable[]): EditorText => {
  const tablesKey = JSON.stringify(tables);
  const key = `${tablesKey}\n${text}`;
  const known = texts.find((one) => one.key === key);
  if (known !== undefined) return known.read;
  const { KustoCode, Editor } = kusto();
  const code = KustoCode.ParseAndAnalyze(text, globalsOf(tables, tablesKey));
  const read = { text, code, service: new Editor.KustoCodeService.ctor(code) };
  texts.unshift({ key, read });
  texts.length = Math.min(texts.length, mostTexts);
  return read;
};

/** An item of the service, its kind in Microsoft's word. */
export interface OfferedItem {
  readonly kind: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}
export interface Offer {
  readonly from: number;
  readonly length: number;
  readonly items: readonly OfferedItem[];
  /** Which built-in functions fit as well; they are not among the items. */
  readonly takes: {
    readonly functions: boolean;
    readonly tableFunctions: boolean;
    readonly aggregates: boolean;
    readonly plugins: boolean;
  };
}

/** What the service offers at a place. */
export const offerAt = ({ code, service }: EditorText, position: number): Offer | undefined => {
  const found = service.GetCompletionItems(position, completionOptions());
  if (found === null) return undefined;
  const { Binding, IncludeFunctionKind, Symbols } = kusto();
  const inScope = new (system().Collections.Generic.List$1(Symbols.Symbol).ctor)();
  const { Any } = Symbols.SymbolMatch;
  const { BuiltInFunctions } = IncludeFunctionKind;
  Binding.Binder.GetSymbolsInScope(code.Tree, position, scopeGlobals(), Any, BuiltInFunctions, inScope);
  const scope = new Set([...elementsOf(inScope)].map((symbol) => symbol.Name));
  const items = [...elementsOf(found.Items)].map((item) => ({
    kind: kindNames().get(item.Kind) ?? '',
    label: item.DisplayText ?? '',
    before: item.BeforeText ?? '',
    after: item.AfterText ?? '',
  }));
  const offers = (name: string) => items.some((item) => item.label.startsWith(`${name}(`));
  const functions = offers(markers.scalar) && scope.has(scopeMarkers.function);
  return {
    from: found.EditStart,
    length: found.EditLength,
    items: items.filter((item) => !Object.values(markers).some((name) => item.label.startsWith(`${name}(`))),
    takes: {
      functions,
      tableFunctions: offers(markers.table),
      aggregates: functions && scope.has(scopeMarkers.aggregate),
      plugins: scope.has(scopeMarkers.plugin),
    },
  };
};

/** The built-in functions that are not hidden, with their parameters as `label`. */
export const builtIns = once(() => {
  const { GlobalState, Editor } = kusto();
  const labelled = (functions: readonly KustoFunction[]) =>
    functions
      .filter((one) => !one.IsHidden)
      .map((one) => ({
        name: one.Name,
        label: Editor.CompletionDisplay.GetText(one, false),
        takesArguments: one.MaxArgumentCount > 0,
      }));
  const { Functions, Aggregates, PlugIns } = GlobalState.Default;
  return { functions: labelled(Functions), aggregates: labelled(Aggregates), plugins: labelled(PlugIns) };
});

const symbolsIn = <T>(list: KustoSymbols<T> | null | undefined): readonly T[] => {
  if (list === null || list === undefined) return [];
  return 'Count' in list ? [...elementsOf(list)] : list;
};

/** The stored table's column that the name at a place stands for, renamed or not; undefined for anything else. */
export const tableColumnOf = (
  { code }: EditorText,
  position: number,
): { readonly table: string; readonly column: string } | undefined => {
  // A name's token lies in a name, and that in the reference.
  const around = code.Syntax.GetTokenAt(position)?.Parent;
  const symbol = (around?.ReferencedSymbol ?? around?.Parent?.ReferencedSymbol) as KustoColumnSymbol | null | undefined;
  if (symbol === null || symbol === undefined) return undefined;
  const origins = new Set([symbol, ...symbolsIn(symbol.OriginalColumns)]);
  for (const table of symbolsIn(code.Globals.Database.Tables)) {
    const column = symbolsIn(table.Columns).find((one) => origins.has(one));
    if (column !== undefined) return { table: table.Name, column: column.Name };
  }
  return undefined;
};

/** The service's text on what stands at a place, and its range; undefined when it knows nothing. */
export const describedAt = (
  { service }: EditorText,
  position: number,
): { from: number; length: number; text: string } | undefined => {
  const text = service.GetQuickInfo(position, kusto().Editor.QuickInfoOptions.Default.WithShowDiagnostics(false))?.Text;
  if (!text) return undefined;
  const { Start, Length } = service.GetElement(position);
  return { from: Start, length: Length, text };
};

/** How the service classifies the stretches of a text, by the names of its ClassificationKind, in order. */
export const classifiedIn = ({
  text,
  service,
}: EditorText): { readonly kind: string; readonly from: number; readonly length: number }[] =>
  [...elementsOf(service.GetClassifications(0, text.length).Classifications)].map(({ Kind, Start, Length }) => ({
    kind: classNames().get(Kind) ?? '',
    from: Start,
    length: Length,
  }));

/** The text as the service lays it out, its lines ended by a line feed. */
export const laidOut = ({ service }: EditorText): string | undefined => {
  const { FormattingOptions, PlacementStyle } = kusto().Editor;
  const options = FormattingOptions.Default.WithInsertMissingTokens(false).WithPipeOperatorStyle(
    PlacementStyle.NewLine,
  );
  return service.GetFormattedText(options)?.Text?.replaceAll('\r\n', '\n');
};

/** The tokens of a text, each with what stands in front of it. */
export const tokensOf = (text: string): readonly { readonly text: string; readonly trivia: string }[] =>
  kusto()
    .KustoCode.Parse(text)
    .GetLexicalTokens()
    .map((token) => ({ text: token.Text, trivia: token.Trivia }));

/** Whether a text has errors of syntax. */
export const isFaulty = ({ code }: EditorText): boolean => code.GetSyntaxDiagnostics().Count > 0;
