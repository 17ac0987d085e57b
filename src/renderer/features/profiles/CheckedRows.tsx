import { Button, Link, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import tableStyles from '../../ui/DataTable.module.css';
import { count } from '../../ui/format.ts';
import { ProfileMark } from '../../ui/grid/ProfileMark.tsx';
import styles from './Profiles.module.css';

export type CheckedStep = Output<'profiles.check'>['steps'][number];

const atOnce = 100;

/** The rows of a step that stand out, and why. */
export function CheckedRows({ step, onOpen }: { step: CheckedStep; onOpen: (cited: CitedRow) => void }) {
  const [shown, setShown] = useState(atOnce);
  const { exhibit, rows, counts, shortcomings } = step;
  const all = counts.new + counts.unexpected;
  return (
    <div className={styles.detail}>
      {shortcomings.map((text) => (
        <MessageBar key={text} intent="warning" layout="multiline" className={styles.message ?? ''}>
          <MessageBarBody>{text}</MessageBarBody>
        </MessageBar>
      ))}
      {rows.length === 0 ? (
        <p className="muted">No row of this step stands out.</p>
      ) : (
        <table className={tableStyles.table}>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Mark</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map(({ row, mark, reasons }) => (
              <tr key={row}>
                <td className={tableStyles.nowrap}>
                  <Link as="button" onClick={() => onOpen({ exhibit, row })}>
                    E{exhibit} row {row}
                  </Link>
                </td>
                <td className={tableStyles.nowrap}>
                  <ProfileMark mark={mark} />
                </td>
                <td>
                  <ul className={styles.reasons}>
                    {[...new Set(reasons)].map((reason) => (
                      <li key={reason}>{reason}</li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > shown && (
        <Button size="small" className={styles.more ?? ''} onClick={() => setShown(shown + 10 * atOnce)}>
          Show more: {count(rows.length - shown)} left
        </Button>
      )}
      {all > rows.length && (
        <p className="muted">
          The first {count(rows.length)} of {count(all)} rows are listed.
        </p>
      )}
    </div>
  );
}
