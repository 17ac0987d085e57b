import { EditorView } from '@codemirror/view';
import './kql.css';

/** The editor in the product's own colours, which follow the theme by themselves. */
export const appearance = EditorView.theme({
  '&': { height: '100%', fontSize: '12px', backgroundColor: 'var(--colorNeutralBackground1)', color: 'inherit' },
  // The gutter would cover half of it: the box around shows the focus.
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--fontFamilyMonospace)', lineHeight: '18px' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--colorNeutralForeground1)' },
  '.cm-cursor': { borderLeftColor: 'var(--colorNeutralForeground1)' },
  '.cm-gutters': {
    backgroundColor: 'var(--colorNeutralBackground2)',
    color: 'var(--muted)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--colorSubtleBackgroundHover)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--colorNeutralForeground1)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--colorBrandBackground2Pressed)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--muted)',
  },
  '.cm-placeholder': { color: 'var(--muted)' },
  '.cm-tooltip': {
    zIndex: '100',
    backgroundColor: 'var(--colorNeutralBackground1)',
    color: 'var(--colorNeutralForeground1)',
    border: '1px solid var(--colorNeutralStroke1)',
    borderRadius: '4px',
    boxShadow: 'var(--shadow8)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--fontFamilyMonospace)',
    fontSize: '12px',
    maxHeight: '220px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px 2px 4px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--colorBrandBackground2)',
    color: 'var(--colorNeutralForeground1)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal', marginLeft: '12px' },
  '.cm-completionIcon': { color: 'var(--muted)', opacity: '1', width: '16px' },
  '.cm-tooltip.cm-completionInfo': { fontFamily: 'var(--fontFamilyMonospace)', fontSize: '12px', padding: '4px 8px' },
  '.cm-diagnostic': { fontSize: '12px', whiteSpace: 'pre-line', padding: '4px 8px' },
  '.cm-diagnosticSource': { fontSize: '11px', color: 'var(--muted)', opacity: '1' },
});
