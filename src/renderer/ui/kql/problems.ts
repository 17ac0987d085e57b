import { type Diagnostic, linter, lintGutter } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { Output, QueryProblem } from '../../../shared/contract/index.ts';
import { CallCancelled } from '../../api/workbenchApi.ts';
import { isChecked, recheck } from './asking.ts';
import type { KqlLanguage } from './kqlLanguage.ts';

export type QueryCheck = Output<'editor.problems'>;

/** How often it is asked again whether the tables of a query have been read meanwhile, and after how many milliseconds. */
const patience = { times: 8, pause: 1_500 };

const diagnosticOf = ({ from, length, severity, message, help, code }: QueryProblem, end: number): Diagnostic => ({
  from: Math.min(from, end),
  to: Math.min(from + Math.max(length, 1), end),
  severity,
  message: `${message}\n${help}`,
  source: code,
});

/** Marks what is wrong in the text and in the margin; `onCheck` gets the list, or undefined for a text that is too long. */
export function problemMarking(
  language: KqlLanguage,
  onCheck: (check: QueryCheck | undefined) => void,
  onFailure: (error: unknown) => void,
): Extension {
  let waited = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: AbortController | undefined;
  const askAgain = (view: EditorView) => {
    if (waited >= patience.times) return;
    waited += 1;
    timer = setTimeout(() => {
      if (view.dom.isConnected) view.dispatch({ effects: recheck.of(null) });
    }, patience.pause);
  };
  const check = async (view: EditorView): Promise<readonly Diagnostic[]> => {
    clearTimeout(timer);
    current?.abort();
    if (!isChecked(view)) {
      onCheck(undefined);
      return [];
    }
    const controller = new AbortController();
    current = controller;
    const { doc } = view.state;
    try {
      const found = await language.problems(doc.toString(), controller.signal);
      if (!view.state.doc.eq(doc)) return [];
      onCheck(found.checked ? found : undefined);
      if (found.unread.length > 0) askAgain(view);
      return found.problems.map((problem) => diagnosticOf(problem, doc.length));
    } catch (error) {
      if (!(error instanceof CallCancelled)) onFailure(error);
      return [];
    }
  };
  return [
    linter(check, {
      delay: 150,
      needsRefresh: ({ transactions }) =>
        transactions.some(({ effects }) => effects.some((effect) => effect.is(recheck))),
    }),
    lintGutter(),
  ];
}
