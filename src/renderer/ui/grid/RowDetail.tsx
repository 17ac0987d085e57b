import { Button, ToggleButton } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { CopyButton } from '../CopyButton.tsx';
import { layOutJson } from '../jsonText.ts';
import { cellText, type GridColumn } from './gridColumns.ts';
import type { GridRow } from './gridRows.ts';
import { ProfileMark } from './ProfileMark.tsx';
import styles from './ResultGrid.module.css';

/** One row in full: every value whole, JSON laid out over lines. */
export function RowDetail({
  row,
  columns,
  onClose,
  more,
}: {
  row: GridRow;
  columns: readonly GridColumn[];
  onClose: () => void;
  /** What else there is to see of the row, with the name of its button. */
  more?: { readonly name: string; readonly content: ReactNode } | undefined;
}) {
  const [showsMore, setShowsMore] = useState(false);
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
        {row.judged && <ProfileMark mark={row.judged.mark} />}
        {more && (
          <ToggleButton
            size="small"
            appearance="subtle"
            className={styles.more ?? ''}
            checked={showsMore}
            onClick={() => setShowsMore(!showsMore)}
          >
            {more.name}
          </ToggleButton>
        )}
        <Button
          size="small"
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label="Close the row"
          onClick={onClose}
        />
      </div>
      {row.judged && row.judged.reasons.length > 0 && (
        <ul className={styles.why} aria-label="Why it stands out">
          {[...new Set(row.judged.reasons)].map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {more && showsMore && <div className={styles.cells}>{more.content}</div>}
      <dl className={styles.cells} hidden={more !== undefined && showsMore}>
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
