import {
  acceptCompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab, toggleComment } from '@codemirror/commands';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { Failure } from '../../../shared/result.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { nonce } from '../nonce.ts';
import { appearance } from './appearance.ts';
import { colouring } from './colours.ts';
import { completing } from './completing.ts';
import { hovering } from './hovering.ts';
import type { KqlLanguage } from './kqlLanguage.ts';
import { problemMarking, type QueryCheck } from './problems.ts';
import { signatureHelp } from './signatureHelp.ts';

/** What a page may do with the editor. */
export interface KqlEditorHandle {
  /** The text that is selected, or the whole one. */
  chosenText(): string;
  /** Puts another text in place of the whole one; undo brings it back. */
  replace(text: string): void;
  /** Lays the text out, unless it changes meanwhile. */
  format(): Promise<void>;
  /** Puts the caret at a place and the focus on the editor. */
  goTo(position: number): void;
}

interface KqlEditorProps {
  /** Taken once; later texts come by `replace`. */
  readonly initialText: string;
  readonly label: string;
  readonly language: KqlLanguage;
  readonly ref?: Ref<KqlEditorHandle>;
  readonly onChange: (text: string) => void;
  /** Undefined for a text that is too long to be checked while someone types. */
  readonly onCheck: (check: QueryCheck | undefined) => void;
  readonly onRun: () => void;
  readonly onFailure: (failure: Failure) => void;
}

/** KQL to write. Tab indents; Escape, then Tab, leaves the editor. */
export function KqlEditor({ initialText, label, language, ref, ...handlers }: KqlEditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const latest = useRef(handlers);
  latest.current = handlers;
  const first = useRef(initialText);

  useImperativeHandle(ref, () => handleOf(view, language), [language]);
  useEffect(() => {
    if (!parent.current) return;
    const onFailure = (error: unknown) => latest.current.onFailure(failureOf(error));
    const extensions = [
      EditorView.cspNonce.of(nonce),
      EditorView.contentAttributes.of({ 'aria-label': label }),
      appearance,
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightActiveLine(),
      history(),
      drawSelection(),
      bracketMatching(),
      closeBrackets(),
      indentUnit.of('  '),
      EditorState.languageData.of(() => [{ commentTokens: { line: '//' } }]),
      placeholder('Write KQL here, such as: SecurityAlert | take 10'),
      Prec.highest(keymap.of(ownKeys(() => latest.current.onRun(), language, onFailure))),
      keymap.of([
        ...closeBracketsKeymap,
        ...completionKeymap,
        { key: 'Tab', run: acceptCompletion },
        indentWithTab,
        ...defaultKeymap,
        ...historyKeymap,
        ...lintKeymap,
      ]),
      colouring(language, onFailure),
      completing(language, onFailure),
      problemMarking(language, (check) => latest.current.onCheck(check), onFailure),
      hovering(language),
      signatureHelp(language, onFailure),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        first.current = update.state.doc.toString();
        latest.current.onChange(first.current);
      }),
    ];
    const made = new EditorView({
      parent: parent.current,
      state: EditorState.create({ doc: first.current, extensions }),
    });
    view.current = made;
    return () => made.destroy();
  }, [label, language]);

  return <div ref={parent} className="kql-editor" data-testid="kql-editor" />;
}

const ownKeys = (onRun: () => void, language: KqlLanguage, onFailure: (error: unknown) => void) => {
  const run = () => {
    onRun();
    return true;
  };
  return [
    { key: 'Mod-Enter', run },
    { key: 'Shift-Enter', run },
    { key: 'Mod-Space', run: startCompletion },
    { key: 'Mod-/', run: toggleComment },
    {
      key: 'Shift-Alt-f',
      run: (view: EditorView) => {
        void format(view, language).catch(onFailure);
        return true;
      },
    },
  ];
};

async function format(view: EditorView, language: KqlLanguage): Promise<void> {
  const { doc } = view.state;
  const laidOut = await language.format(doc.toString());
  if (view.state.doc.eq(doc) && laidOut !== doc.toString()) replaceAll(view, laidOut);
}

const replaceAll = (view: EditorView, text: string) => {
  const anchor = Math.min(view.state.selection.main.head, text.length);
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor } });
};

const handleOf = (view: { readonly current: EditorView | undefined }, language: KqlLanguage): KqlEditorHandle => ({
  chosenText() {
    const state = view.current?.state;
    if (!state) return '';
    const { from, to, empty } = state.selection.main;
    return empty ? state.doc.toString() : state.sliceDoc(from, to);
  },
  replace(text) {
    if (view.current) replaceAll(view.current, text);
  },
  async format() {
    if (view.current) await format(view.current, language);
  },
  goTo(position) {
    const { current } = view;
    if (!current) return;
    const anchor = Math.min(position, current.state.doc.length);
    current.dispatch({ selection: { anchor }, scrollIntoView: true });
    current.focus();
  },
});
