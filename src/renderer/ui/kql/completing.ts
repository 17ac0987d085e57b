import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { QueryCompletion } from '../../../shared/contract/index.ts';
import { CallCancelled } from '../../api/workbenchApi.ts';
import { type KqlLanguage, longestChecked } from './kqlLanguage.ts';

/** The words for people, and the icon's name. */
const kinds: Readonly<Record<QueryCompletion['kind'], { readonly icon: string; readonly word: string }>> = {
  value: { icon: 'constant', word: 'value' },
  aggregate: { icon: 'method', word: 'aggregate' },
  plugin: { icon: 'method', word: 'plugin' },
  column: { icon: 'property', word: 'column' },
  table: { icon: 'class', word: 'table' },
  variable: { icon: 'variable', word: 'variable' },
  function: { icon: 'function', word: 'function' },
  type: { icon: 'type', word: 'type' },
  keyword: { icon: 'keyword', word: 'keyword' },
  operator: { icon: 'keyword', word: 'operator' },
  comparison: { icon: 'keyword', word: 'comparison' },
};

/** Whether what was just typed invites a proposal: a word, a text's quote, a pipe, an open bracket. */
export const invites = (before: string): boolean => /[\w"'|($]$|\|\s$/.test(before);

const apply = (item: QueryCompletion) => (view: EditorView, picked: Completion, from: number, to: number) => {
  view.dispatch({
    changes: { from, to, insert: item.insertBefore + item.insertAfter },
    selection: { anchor: from + item.insertBefore.length },
    annotations: pickedCompletion.of(picked),
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
};

const isCall = ({ kind }: QueryCompletion): boolean => kind === 'function' || kind === 'aggregate';

/** A proposal; the engine's order holds among those that fit what was typed equally well. */
const optionOf = (item: QueryCompletion, index: number, count: number): Completion => {
  const { icon, word } = kinds[item.kind];
  const isDocumented = isCall(item) && item.detail !== undefined;
  return {
    label: item.label,
    type: icon,
    detail: item.kind === 'column' && item.detail !== undefined ? `${item.detail} column` : word,
    boost: Math.round(99 - (198 * index) / Math.max(1, count)),
    apply: apply(item),
    ...(isDocumented ? { info: `Example: ${item.detail}` } : {}),
  };
};

/** Proposals of the engine, for as long as the word or the text under the caret goes on. */
const sourceOf =
  (language: KqlLanguage, onFailure: (error: unknown) => void) =>
  async (context: CompletionContext): Promise<CompletionResult | null> => {
    const { state, pos, explicit } = context;
    const before = state.sliceDoc(Math.max(0, pos - 2), pos);
    if (state.doc.length > longestChecked || !(explicit || invites(before))) return null;
    const controller = new AbortController();
    context.addEventListener('abort', () => controller.abort(), { onDocChange: true });
    try {
      const { from, length, items } = await language.complete(state.doc.toString(), pos, controller.signal);
      if (items.length === 0) return null;
      const isInText = /^[hH]?["']/.test(state.sliceDoc(from, pos));
      return {
        from,
        to: from + length,
        options: items.map((item, index) => optionOf(item, index, items.length)),
        validFor: isInText ? /^[hH]?["'][^"'\\]*$/ : /^[\w$]*$/,
      };
    } catch (error) {
      if (!(error instanceof CallCancelled) && !context.aborted) onFailure(error);
      return null;
    }
  };

export const completing = (language: KqlLanguage, onFailure: (error: unknown) => void): Extension =>
  autocompletion({
    override: [sourceOf(language, onFailure)],
    icons: true,
    maxRenderedOptions: 200,
    activateOnTypingDelay: 50,
    interactionDelay: 75,
  });
