import { Button } from '@fluentui/react-components';
import { DismissRegular, LinkAddRegular } from '@fluentui/react-icons';
import type { CitedRow } from './answerDraft.ts';
import styles from './Questions.module.css';

interface CitationsProps {
  readonly citations: readonly CitedRow[];
  readonly selection: { readonly exhibit: number; readonly rows: readonly number[] } | undefined;
  readonly readOnly: boolean;
  readonly onOpen: (cited: CitedRow) => void;
  readonly onCite: () => void;
  readonly onRemove: (cited: CitedRow) => void;
}

/** The rows an answer rests on: each leads to its exhibit and row. */
export function Citations({ citations, selection, readOnly, onOpen, onCite, onRemove }: CitationsProps) {
  const selected = selection?.rows.length ?? 0;
  return (
    <div className={styles.citations}>
      {citations.length > 0 && (
        <ul className={styles.chips} aria-label="Cited rows">
          {citations.map((cited) => {
            const name = `E${cited.exhibit} row ${cited.row}`;
            return (
              <li key={name} className={styles.chip}>
                <button type="button" className={styles.chipName} onClick={() => onOpen(cited)}>
                  {name}
                </button>
                {!readOnly && (
                  <button
                    type="button"
                    className={styles.chipRemove}
                    aria-label={`Remove the citation of ${name}`}
                    onClick={() => onRemove(cited)}
                  >
                    <DismissRegular aria-hidden="true" />
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {!readOnly && (
        <Button size="small" icon={<LinkAddRegular />} disabledFocusable={selected === 0} onClick={onCite}>
          {selected === 0 ? 'Cite selected rows' : `Cite ${selected} selected ${selected === 1 ? 'row' : 'rows'}`}
        </Button>
      )}
    </div>
  );
}
