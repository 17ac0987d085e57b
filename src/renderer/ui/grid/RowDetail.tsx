import { Button } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import { CopyButton } from '../CopyButton.tsx';
import { layOutJson } from '../jsonText.ts';
import { cellText, type GridColumn, type GridRow } from './gridColumns.ts';
import styles from './ResultGrid.module.css';

/** One row in full: every value whole, JSON laid out over lines. */
export function RowDetail({
  row,
  columns,
  onClose,
}: {
  row: GridRow;
  columns: readonly GridColumn[];
  onClose: () => void;
}) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section
      ref={panel}
      className={styles.detail}
      aria-label={`Row ${row.row} in full`}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className={styles.detailHead}>
        <h3>Row {row.row}</h3>
        <Button
          size="small"
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label="Close the row"
          onClick={onClose}
        />
      </div>
      <dl className={styles.cells}>
        {columns.map(({ name, type }, index) => {
          const cell = row.cells[index];
          return (
            <div key={name} className={styles.cell}>
              <dt className={styles.name}>
                {name}
                <span className={styles.type}>{type}</span>
              </dt>
              <dd className={styles.content}>
                {cell === null || cell === undefined ? (
                  <span className={styles.null}>null</span>
                ) : (
                  <pre className={styles.value}>
                    {type === 'dynamic' || type === 'string' ? layOutJson(String(cell)) : cellText(cell)}
                  </pre>
                )}
                <CopyButton text={cellText(cell)} label={`Copy ${name}`} />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
