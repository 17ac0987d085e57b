import { Badge, Link } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import { scopeNames } from '../../../core/entities/addressScope.ts';
import type { Entity } from '../../../shared/contract/index.ts';
import tableStyles from '../../ui/DataTable.module.css';
import { count } from '../../ui/format.ts';
import styles from './Entities.module.css';
import { EntityValue } from './EntityValue.tsx';
import { kindWords, scopeHelp } from './entityWords.ts';
import { SeenAt } from './Seen.tsx';
import type { EntityPage, EntitySort } from './useEntityPage.ts';

/** The entities listed, each leading to its places. */
export function EntityTable({ entities, page }: { entities: readonly Entity[]; page: EntityPage }) {
  const { kind, sort, descending } = page.list;
  const head = (by: EntitySort, title: string, className?: string) => (
    <th
      scope="col"
      className={className}
      aria-sort={sort === by ? (descending ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        className={styles.sort}
        onClick={() => page.show({ sort: by, descending: sort === by ? !descending : by === 'rows' })}
      >
        {title}
        {sort === by && (descending ? <ArrowDownRegular /> : <ArrowUpRegular />)}
      </button>
    </th>
  );
  const hasScope = kind === undefined || kind === 'address';
  const isChosen = (entity: Entity) => entity.kind === page.chosen?.kind && entity.key === page.chosen.key;
  return (
    <table className={tableStyles.table} data-testid="entities">
      <thead>
        <tr>
          {kind === undefined && <th scope="col">Kind</th>}
          {head('value', 'Value')}
          {hasScope && <th scope="col">Scope</th>}
          {head('first', 'First seen')}
          {head('last', 'Last seen')}
          {head('rows', 'Rows', tableStyles.number)}
          <th scope="col" className={tableStyles.number}>
            Exhibits
          </th>
        </tr>
      </thead>
      <tbody>
        {entities.map((entity) => (
          <tr key={`${entity.kind} ${entity.key}`} data-picked={isChosen(entity)}>
            {kind === undefined && <td className="muted">{kindWords[entity.kind][0]}</td>}
            <td className={styles.valueCell}>
              <Link as="button" aria-pressed={isChosen(entity)} onClick={() => page.choose(entity)}>
                <EntityValue value={entity.value} length={entity.length} atMost={120} />
              </Link>
            </td>
            {hasScope && <td>{entity.scope && <ScopeBadge scope={entity.scope} />}</td>}
            <td className={tableStyles.nowrap}>
              <SeenAt seen={entity.first} which="first" />
            </td>
            <td className={tableStyles.nowrap}>
              <SeenAt seen={entity.last} which="last" />
            </td>
            <td className={tableStyles.number}>{count(entity.rows)}</td>
            <td className={tableStyles.number}>{count(entity.exhibits)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** From where an address can be reached. */
export function ScopeBadge({ scope }: { scope: NonNullable<Entity['scope']> }) {
  return (
    <Badge appearance="tint" color={scope === 'public' ? 'brand' : 'informative'} title={scopeHelp[scope]}>
      {scopeNames[scope]}
    </Badge>
  );
}
