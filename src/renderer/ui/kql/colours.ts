import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { ColouredRange } from '../../../shared/contract/index.ts';
import { askingOf, isChecked, recheck } from './asking.ts';
import type { KqlLanguage } from './kqlLanguage.ts';

const setColours = StateEffect.define<DecorationSet>();

/** Colours stay with their text while someone types, until the engine's next answer. */
const colours = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    const answer = transaction.effects.find((effect) => effect.is(setColours));
    return answer ? answer.value : before.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const marks = new Map<string, Decoration>();
const markOf = (name: string): Decoration => {
  const known = marks.get(name) ?? Decoration.mark({ class: `kql-${name}` });
  marks.set(name, known);
  return known;
};
const decorationsOf = (ranges: readonly ColouredRange[]): DecorationSet =>
  Decoration.set(ranges.map((range) => markOf(range.class).range(range.from, range.from + range.length)));

/** Colours the text as Microsoft's service classifies it. */
export const colouring = (language: KqlLanguage, onFailure: (error: unknown) => void): Extension => [
  colours,
  ViewPlugin.define((view) => {
    const asking = askingOf(view, 40, onFailure);
    const ask = () => {
      if (isChecked(view))
        asking.ask(
          (kql, signal) => language.colours(kql, signal),
          ({ ranges }) => view.dispatch({ effects: setColours.of(decorationsOf(ranges)) }),
        );
    };
    ask();
    return {
      update(update: ViewUpdate) {
        const wished = update.transactions.some(({ effects }) => effects.some((effect) => effect.is(recheck)));
        if (update.docChanged || wished) ask();
      },
      destroy: asking.stop,
    };
  }),
];
