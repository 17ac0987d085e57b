import { StateEffect } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { CallCancelled } from '../../api/workbenchApi.ts';
import { longestChecked } from './kqlLanguage.ts';

/** Asks for colours and problems anew, though the text has not changed: a table has been read since. */
export const recheck = StateEffect.define<null>();

export const isChecked = (view: EditorView): boolean => view.state.doc.length <= longestChecked;

/** A question about the text in the editor, asked at most once in `delay` milliseconds; only the last one's answer counts. */
export interface Asking {
  ask<T>(question: (kql: string, signal: AbortSignal) => Promise<T>, use: (answer: T) => void): void;
  stop(): void;
}

/** `onFailure` hears of a call that failed; one that was given up is silent. */
export function askingOf(view: Pick<EditorView, 'state'>, delay: number, onFailure: (error: unknown) => void): Asking {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: AbortController | undefined;
  const stop = () => {
    clearTimeout(timer);
    current?.abort();
  };
  const run = async <T>(
    question: (kql: string, signal: AbortSignal) => Promise<T>,
    use: (answer: T) => void,
    controller: AbortController,
  ) => {
    const { doc } = view.state;
    try {
      const answer = await question(doc.toString(), controller.signal);
      if (!controller.signal.aborted && view.state.doc.eq(doc)) use(answer);
    } catch (error) {
      if (!(error instanceof CallCancelled) && !controller.signal.aborted) onFailure(error);
    }
  };
  return {
    stop,
    ask: (question, use) => {
      stop();
      const controller = new AbortController();
      current = controller;
      timer = setTimeout(() => void run(question, use, controller), delay);
    },
  };
}
