import type { SourceDescription } from '../../../shared/contract/index.ts';
import tableStyles from '../../ui/DataTable.module.css';
import { count, counted, utcRange } from '../../ui/format.ts';
import styles from './Source.module.css';

/** The tables that the folder holds: how much, of which time, and what could not be read. */
export function TableList({ source }: { source: SourceDescription }) {
  const inFiles = source.source.kind === 'local';
  return (
    <>
      <div className={styles.scroll}>
        <table className={tableStyles.table} data-testid="tables">
          <thead>
            <tr>
              <th scope="col">Table</th>
              <th scope="col" className={tableStyles.number}>
                Rows
              </th>
              <th scope="col">Covers (UTC)</th>
              {inFiles && (
                <>
                  <th scope="col">Files</th>
                  <th scope="col" className={tableStyles.number}>
                    Lines not read
                  </th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {source.tables.map((table) => (
              <tr key={table.name}>
                <td>{table.name}</td>
                <td className={tableStyles.number}>{count(table.rowCount)}</td>
                <td className={tableStyles.nowrap}>
                  {table.coverage ? utcRange(table.coverage) : <span className={tableStyles.path}>no times</span>}
                </td>
                {inFiles && (
                  <>
                    <td className={tableStyles.path}>{table.files.join(', ')}</td>
                    <td className={tableStyles.number}>{count(table.badLineCount)}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {source.tables
        .filter(({ badLineCount }) => badLineCount > 0)
        .map((table) => (
          <BadLines key={table.name} table={table} />
        ))}
      {source.skippedFiles.length > 0 && (
        <details className={styles.details}>
          <summary>{counted(source.skippedFiles.length, 'file')} left aside</summary>
          <ul>
            {source.skippedFiles.map(({ file, reason }) => (
              <li key={file}>
                <code>{file}</code>: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function BadLines({ table }: { table: SourceDescription['tables'][number] }) {
  const more = table.badLineCount - table.badLines.length;
  return (
    <details className={styles.details}>
      <summary>
        {table.name}: {counted(table.badLineCount, 'line')} not read
      </summary>
      <ul>
        {table.badLines.map(({ file, line, reason }) => (
          <li key={`${file}:${line}`}>
            <code>
              {file}:{line}
            </code>{' '}
            {reason}
          </li>
        ))}
        {more > 0 && <li>and {count(more)} more</li>}
      </ul>
    </details>
  );
}
