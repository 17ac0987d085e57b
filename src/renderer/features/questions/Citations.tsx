import { Button } from '@fluentui/react-components';
import { LinkAddRegular } from '@fluentui/react-icons';
import { type CitedRow, CitedRows } from '../../ui/CitedRows.tsx';
import type { RowSelection } from '../../ui/rowSelection.ts';
import styles from './Questions.module.css';

interface CitationsProps {
  readonly citations: readonly CitedRow[];
  readonly selection: RowSelection | undefined;
  readonly readOnly: boolean;
  readonly onOpen: (cited: CitedRow) => void;
  readonly onCite: () => void;
  readonly onRemove: (cited: CitedRow) => void;
}

/** The rows that an answer rests on, and the way to add those selected in the grid. */
export function Citations({ citations, selection, readOnly, onOpen, onCite, onRemove }: CitationsProps) {
  const selected = selection?.rows.length ?? 0;
  return (
    <div className={styles.citations}>
      <CitedRows rows={citations} onOpen={onOpen} onRemove={readOnly ? undefined : onRemove} />
      {!readOnly && (
        <Button size="small" icon={<LinkAddRegular />} disabledFocusable={selected === 0} onClick={onCite}>
          {selected === 0 ? 'Cite selected rows' : `Cite ${selected} selected ${selected === 1 ? 'row' : 'rows'}`}
        </Button>
      )}
    </div>
  );
}
