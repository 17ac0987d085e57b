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

/** A time in an event's details, as the device wrote it. */
function deviceTime(details: string, name: 'TimestampUTC' | 'TimestampLocal'): string {
  try {
    const event: unknown = JSON.parse(details);
    if (typeof event !== 'object' || event === null) return '';
    const value: unknown = Object.entries(event).find(([key]) => key === name)?.[1];
    return typeof value === 'string' ? value.replace('T', ' ').slice(0, 19) : '';
  } catch {
    return '';
  }
}

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
            <th scope="col">Taken in (UTC)</th>
            <th scope="col">Device’s time (UTC)</th>
            <th scope="col">Device’s local time</th>
            <th scope="col">RawEventName</th>
            <th scope="col">EventDetails</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((event) => {
            const text = (name: string) => String(event.cells[place(name)] ?? '');
            const details = text('EventDetails');
            return (
              <tr key={event.row}>
                <td className={tableStyles.nowrap}>
                  <Link as="button" onClick={() => onOpen({ exhibit: raw, row: event.row })}>
                    E{raw} row {event.row}
                  </Link>
                </td>
                <td>{utc(text('TimeGenerated')).replace(' UTC', '')}</td>
                <td>{deviceTime(details, 'TimestampUTC') || utc(text('TimeStamp')).replace(' UTC', '')}</td>
                <td>{deviceTime(details, 'TimestampLocal')}</td>
                <td>{text('RawEventName')}</td>
                <td className={styles.details}>{details}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
