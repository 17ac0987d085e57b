import { Badge, type BadgeProps } from '@fluentui/react-components';
import type { SourceDescription, WorkspaceRef } from '../../../shared/contract/index.ts';
import { useWorkspaceSettings } from '../../api/azureReads.ts';
import tableStyles from '../../ui/DataTable.module.css';
import { count, utcRange } from '../../ui/format.ts';
import { type TableState, tableStates } from './preFlightFacts.ts';
import styles from './Source.module.css';

const states: Record<TableState['state'], { readonly name: string; readonly color: NonNullable<BadgeProps['color']> }> =
  {
    there: { name: 'Present', color: 'success' },
    empty: { name: 'No rows', color: 'warning' },
    absent: { name: 'Absent', color: 'warning' },
    denied: { name: 'Denied', color: 'danger' },
    failed: { name: 'No answer', color: 'danger' },
  };

interface WorkspaceTablesProps {
  readonly source: WorkspaceRef;
  readonly description: SourceDescription;
}

/** The tables that IoT devices report to: whether they can be read, and how much of which time they hold. */
export function WorkspaceTables({ source, description }: WorkspaceTablesProps) {
  const settings = useWorkspaceSettings(source);
  return (
    <div className={styles.scroll}>
      <table className={tableStyles.table} data-testid="tables">
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col">State</th>
            <th scope="col" className={tableStyles.number}>
              Rows
            </th>
            <th scope="col">Covers (UTC), or why not</th>
            <th scope="col">Kept for</th>
          </tr>
        </thead>
        <tbody>
          {tableStates(description, settings.data ?? []).map(({ name, state, rowCount, coverage, text, kept }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>
                <Badge appearance="tint" color={states[state].color}>
                  {states[state].name}
                </Badge>
              </td>
              <td className={tableStyles.number}>{rowCount === null ? '' : count(rowCount)}</td>
              <td>{text ?? (coverage ? utcRange(coverage) : <span className={tableStyles.path}>no times</span>)}</td>
              <td>{kept.length > 0 ? kept.join('; ') : <span className={tableStyles.path}>not known</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
