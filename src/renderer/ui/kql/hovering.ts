import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import { failureOf } from '../../api/workbenchApi.ts';
import { isChecked } from './asking.ts';
import type { KqlLanguage } from './kqlLanguage.ts';

const described = (text: string): HTMLElement => {
  const dom = document.createElement('div');
  dom.className = 'kql-hover';
  dom.textContent = text;
  return dom;
};

/** What the name under the pointer is, with its type or signature. */
export const hovering = (language: KqlLanguage): Extension =>
  hoverTooltip(
    async (view, position) => {
      if (!isChecked(view)) return null;
      const { doc } = view.state;
      const found = await language.hover(doc.toString(), position).catch((error: unknown) => ({
        from: position,
        length: 0,
        text: failureOf(error).message,
      }));
      if (found === null || !view.state.doc.eq(doc)) return null;
      return {
        pos: found.from,
        end: found.from + found.length,
        above: true,
        create: () => ({ dom: described(found.text) }),
      };
    },
    { hideOnChange: true, hoverTime: 250 },
  );
