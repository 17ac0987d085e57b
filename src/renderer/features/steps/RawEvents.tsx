import { Link } from '@fluentui/react-components';
import type { CaseId } from '../../../shared/contract/index.ts';
import { useRawRows } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import tableStyles from '../../ui/DataTable.module.css';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { counted, utc } from '../../ui/format.ts';
import styles from './Steps.module.css';

interface RawEventsProps {
  readonly caseId: CaseId;
  readonly exhibit: number;
  readonly row: number;
  readonly onOpen: (cited: CitedRow) => void;
}

const shownColumns = ['TimeGenerated', 'TimeStamp', 'RawEventName', 'EventDetails'] as const;

/** The raw events behind one row of a summary, from the case file alone, in order of time. */
export function RawEvents({ caseId, exhibit, row, onOpen }: RawEventsProps) {
  const read = useRawRows(caseId, exhibit, row);
  if (read.error) return <FailureBar failure={failureOf(read.error)} />;
  if (read.isPending) return <p className={styles.muted}>Reading the raw events…</p>;
  const { raw, columns, rows, total, allKept } = read.data;
  const place = (name: string) => columns.findIndex((column) => column.name === name);
  return (
    <section className={styles.raw} aria-label={`Raw events behind row ${row}`}>
      <p>
        {counted(total, 'raw event')} of exhibit {raw}
        {rows.length < total && `, the first ${rows.length} shown`}
        {!allKept && '. The exhibit holds the newest part of the device’s events, so there may be more'}.
      </p>
      <table className={tableStyles.table}>
        <thead>
          <tr>
            <th scope="col">Row</th>
            {shownColumns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((event) => (
            <tr key={event.row}>
              <td className={tableStyles.nowrap}>
                <Link as="button" onClick={() => onOpen({ exhibit: raw, row: event.row })}>
                  E{raw} row {event.row}
                </Link>
              </td>
              {shownColumns.map((name) => {
                const cell = event.cells[place(name)];
                const isTime = name.startsWith('Time') && typeof cell === 'string';
                return (
                  <td key={name} className={name === 'EventDetails' ? styles.details : tableStyles.nowrap}>
                    {isTime ? utc(cell) : String(cell ?? '')}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
