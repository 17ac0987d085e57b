import { type Extension, Prec, StateEffect, StateField } from '@codemirror/state';
import { keymap, showTooltip, type Tooltip, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { Output } from '../../../shared/contract/index.ts';
import { askingOf, isChecked } from './asking.ts';
import type { KqlLanguage } from './kqlLanguage.ts';

type Signature = NonNullable<Output<'editor.signature'>>;

const show = StateEffect.define<Tooltip | null>();
const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update(before, transaction) {
    const effect = transaction.effects.find((each) => each.is(show));
    if (effect) return effect.value;
    return before && transaction.docChanged ? { ...before, pos: transaction.changes.mapPos(before.pos) } : before;
  },
  provide: (field) => showTooltip.from(field),
});

/** The signature with the parameter at the caret marked. */
const drawn = ({ label, parameters, active, example }: Signature): HTMLElement => {
  const dom = document.createElement('div');
  dom.className = 'kql-signature';
  dom.setAttribute('role', 'status');
  const parameter = parameters[active];
  const line = dom.appendChild(document.createElement('div'));
  if (parameter === undefined) line.textContent = label;
  else {
    const end = parameter.from + parameter.length;
    const strong = document.createElement('strong');
    strong.textContent = label.slice(parameter.from, end);
    line.append(label.slice(0, parameter.from), strong, label.slice(end));
  }
  if (example !== undefined) {
    const more = dom.appendChild(document.createElement('div'));
    more.className = 'kql-example';
    more.textContent = `Example: ${example}`;
  }
  return dom;
};

/** Whether an open bracket stands close enough before the caret for a call. */
const maybeInCall = ({ state }: ViewUpdate['view']): boolean => {
  const { head } = state.selection.main;
  return state.sliceDoc(Math.max(0, head - 2_000), head).includes('(');
};

/** Shows the signature of the call around the caret while someone types in it. Escape hides it. */
export const signatureHelp = (language: KqlLanguage, onFailure: (error: unknown) => void): Extension => [
  shown,
  Prec.high(
    keymap.of([
      {
        key: 'Escape',
        run: (view) => {
          if (view.state.field(shown) === null) return false;
          view.dispatch({ effects: show.of(null) });
          return true;
        },
      },
    ]),
  ),
  ViewPlugin.define((view) => {
    const asking = askingOf(view, 120, onFailure);
    const hide = () => {
      if (view.state.field(shown) !== null) view.dispatch({ effects: show.of(null) });
    };
    return {
      update(update: ViewUpdate) {
        if (!update.docChanged && !(update.selectionSet && update.state.field(shown) !== null)) return;
        const isTyped = update.transactions.some((each) => each.isUserEvent('input') || each.isUserEvent('delete'));
        if (update.docChanged && !isTyped) return;
        const { head } = update.state.selection.main;
        const isAsked = isChecked(view) && maybeInCall(view);
        asking.ask(
          async (kql, signal) => (isAsked ? language.signature(kql, head, signal) : null),
          (found) => {
            if (found === null || view.state.selection.main.head !== head) return hide();
            const tooltip = { pos: found.from, above: true, create: () => ({ dom: drawn(found) }) };
            view.dispatch({ effects: show.of(tooltip) });
          },
        );
      },
      destroy: asking.stop,
    };
  }),
];
