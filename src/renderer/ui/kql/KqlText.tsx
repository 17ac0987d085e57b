import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { nonce } from '../nonce.ts';
import { appearance } from './appearance.ts';
import { colouring } from './colours.ts';
import { useKqlLanguage } from './kqlLanguage.ts';

/** Colours are an ornament of a text to read: without them it is still whole. */
const ignoreFailure = () => undefined;

/** KQL to read, coloured as the editor colours it. */
export function KqlText({ kql, label }: { readonly kql: string; readonly label: string }) {
  const parent = useRef<HTMLDivElement>(null);
  const language = useKqlLanguage(undefined);
  useEffect(() => {
    if (!parent.current) return;
    const view = new EditorView({
      parent: parent.current,
      state: EditorState.create({
        doc: kql,
        extensions: [
          EditorView.cspNonce.of(nonce),
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true' }),
          appearance,
          colouring(language, ignoreFailure),
        ],
      }),
    });
    return () => view.destroy();
  }, [kql, label, language]);
  return <div ref={parent} className="kql-text" />;
}
