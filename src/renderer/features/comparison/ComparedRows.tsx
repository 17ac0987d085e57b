import { Button, Link } from '@fluentui/react-components';
import { useState } from 'react';
import type { CaseId, Comparison } from '../../../shared/contract/index.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import tableStyles from '../../ui/DataTable.module.css';
import { count } from '../../ui/format.ts';
import { CellValue, ChangedCell } from './CellValue.tsx';
import { type ChangeKind, changeIcons } from './ChangeCounts.tsx';
import styles from './Comparison.module.css';
import { type ListedRow, listedRows } from './listedRows.ts';

const atOnce = 100;
const titles: Readonly<Record<ChangeKind, string>> = {
  changed: 'changed: in both, with other values',
  added: 'added: only in the later answer',
  removed: 'removed: only in the earlier answer',
};

interface ComparedRowsProps {
  readonly comparison: Comparison;
  /** The case at hand: only its rows can be led to. */
  readonly caseId: CaseId;
  readonly onOpen: (cited: CitedRow) => void;
}

/** Every row that differs, with what names it and what became of it. */
export function ComparedRows({ comparison, caseId, onOpen }: ComparedRowsProps) {
  const { rule, counts } = comparison;
  const groups = (['changed', 'added', 'removed'] as const).filter((kind) => counts[kind] > 0);
  if (groups.length === 0) {
    return (
      <p className={styles.same}>Both answers hold the same rows, by {[...rule.key, ...rule.values].join(', ')}.</p>
    );
  }
  return (
    <div className={styles.scroll}>
      <table className={tableStyles.table}>
        <thead>
          <tr>
            <th scope="col">Row</th>
            {rule.key.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            {rule.values.map((column) => (
              <th key={column} scope="col" className={styles.valueHead}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((kind) => (
          <RowGroup key={kind} kind={kind} comparison={comparison} caseId={caseId} onOpen={onOpen} />
        ))}
      </table>
    </div>
  );
}

function RowGroup({ kind, comparison, caseId, onOpen }: ComparedRowsProps & { kind: ChangeKind }) {
  const [shown, setShown] = useState(atOnce);
  const { rule, counts } = comparison;
  const rows = listedRows(comparison, kind);
  const width = rule.key.length + rule.values.length + 1;
  return (
    <tbody>
      <tr className={styles.groupRow}>
        <th scope="rowgroup" colSpan={width}>
          {changeIcons[kind]} {count(counts[kind])} {titles[kind]}
        </th>
      </tr>
      {rows.slice(0, shown).map((listed) => (
        <tr key={listed.id}>
          <td className={tableStyles.nowrap}>
            <Places {...{ listed, comparison, caseId, onOpen }} />
          </td>
          {rule.key.map((column) => (
            <td key={column} className={styles.cell}>
              <CellValue cell={listed.key[column] ?? null} />
            </td>
          ))}
          {rule.values.map((column) => (
            <td key={column} className={styles.cell}>
              <ValueCell listed={listed} column={column} />
            </td>
          ))}
        </tr>
      ))}
      {(rows.length > shown || counts[kind] > rows.length) && (
        <tr>
          <td colSpan={width}>
            {rows.length > shown && (
              <Button size="small" onClick={() => setShown(shown + 10 * atOnce)}>
                Show more: {count(rows.length - shown)} left
              </Button>
            )}
            {counts[kind] > rows.length && (
              <span className="muted">
                {' '}
                The first {count(rows.length)} of {count(counts[kind])} are listed.
              </span>
            )}
          </td>
        </tr>
      )}
    </tbody>
  );
}

function ValueCell({ listed, column }: { listed: ListedRow; column: string }) {
  if (listed.values) return <CellValue cell={listed.values[column] ?? null} />;
  const change = listed.changes.find((each) => each.column === column);
  return change ? <ChangedCell change={change} /> : <span className="muted">same</span>;
}

/** Where the row stands on either side: a link in the case at hand, words in another. */
function Places({ listed, comparison, caseId, onOpen }: ComparedRowsProps & { listed: ListedRow }) {
  const places = (['before', 'after'] as const).flatMap((side) => {
    const row = listed.at[side];
    return row === undefined ? [] : [{ ...comparison[side], row }];
  });
  return (
    <span className={styles.places}>
      {places.map(({ caseId: owner, exhibit, row }) =>
        owner === caseId ? (
          <Link as="button" key={`${owner} ${exhibit}`} onClick={() => onOpen({ exhibit, row })}>
            E{exhibit} row {row}
          </Link>
        ) : (
          <span key={`${owner} ${exhibit}`} className="muted">
            other E{exhibit} row {row}
          </span>
        ),
      )}
    </span>
  );
}
