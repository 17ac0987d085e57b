import { Button, Link } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useEffect, useId, useRef, useState } from 'react';
import type { CaseView, Entity, EntityPlace, Sighting } from '../../../shared/contract/index.ts';
import { useEntityPlaces } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { type CitedRow, rowName } from '../../ui/CitedRows.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { counted } from '../../ui/format.ts';
import styles from './Entities.module.css';
import { ScopeBadge } from './EntityTable.tsx';
import { EntityValue } from './EntityValue.tsx';
import { kindWords, scopeHelp } from './entityWords.ts';
import { Pager } from './Pager.tsx';
import { SeenAt, SeenIn } from './Seen.tsx';
import type { EntityName } from './useEntityPage.ts';

const pageSize = 50;

interface EntityDetailProps {
  readonly view: CaseView;
  readonly chosen: EntityName;
  readonly onOpen: (cited: CitedRow) => void;
  readonly onClose: () => void;
}

/** One entity: its whole value, and every row that names it. */
export function EntityDetail({ view, chosen, onOpen, onClose }: EntityDetailProps) {
  const heading = useId();
  const panel = useRef<HTMLElement>(null);
  const [offset, setOffset] = useState(0);
  const places = useEntityPlaces(view.caseId, view.exhibits.length, { ...chosen, offset, limit: pageSize });
  const entity = places.data?.entity;
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section
      ref={panel}
      className={styles.detail}
      aria-labelledby={heading}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className={styles.detailHead}>
        <h3 id={heading}>{kindWords[chosen.kind][0]}</h3>
        {entity && <CopyButton text={entity.value} label="Copy the value" caption="Copy" />}
        <Button
          size="small"
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label="Close the entity"
          onClick={onClose}
        />
      </div>
      {places.error && <FailureBar failure={failureOf(places.error)} />}
      {entity && (
        <>
          <p className={styles.whole}>
            <EntityValue value={entity.value} length={entity.length} atMost={600} />
          </p>
          {entity.scope && (
            <p>
              <ScopeBadge scope={entity.scope} /> <span className="muted">{scopeHelp[entity.scope]}</span>
            </p>
          )}
          <dl className={styles.facts}>
            <Fact name="First seen" which="first" seen={entity.first} onOpen={onOpen} />
            <Fact name="Last seen" which="last" seen={entity.last} onOpen={onOpen} />
          </dl>
          <h4>
            {counted(entity.rows, 'row')} of {counted(entity.exhibits, 'exhibit')}
          </h4>
          <Places view={view} entity={entity} places={places.data?.places ?? []} onOpen={onOpen} />
          <Pager what="rows" offset={offset} size={pageSize} total={entity.rows} onTurn={setOffset} />
        </>
      )}
    </section>
  );
}

interface FactProps {
  readonly name: string;
  readonly which: 'first' | 'last';
  readonly seen: Sighting | null;
  readonly onOpen: (cited: CitedRow) => void;
}

function Fact({ name, which, seen, onOpen }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <SeenAt seen={seen} which={which} />
        {seen && (
          <Link as="button" className={styles.place ?? ''} onClick={() => onOpen(seen)}>
            {rowName(seen)}
          </Link>
        )}
      </dd>
    </div>
  );
}

interface PlacesProps {
  readonly view: CaseView;
  readonly entity: Entity;
  readonly places: readonly EntityPlace[];
  readonly onOpen: (cited: CitedRow) => void;
}

/** Each row, what it is of and when it saw the entity; what is written there where that is another spelling. */
function Places({ view, entity, places, onOpen }: PlacesProps) {
  const titleOf = (exhibit: number) => view.exhibits.find(({ number }) => number === exhibit)?.title ?? '';
  return (
    <ul className={styles.places} aria-label="Rows">
      {places.map(({ exhibit, row, found, seen }) => (
        <li key={rowName({ exhibit, row })}>
          <span className={styles.placeHead}>
            <Link as="button" className={styles.place ?? ''} onClick={() => onOpen({ exhibit, row })}>
              {rowName({ exhibit, row })}
            </Link>
            <span className={styles.title}>{titleOf(exhibit)}</span>
          </span>
          <SeenIn seen={seen} />
          {found.map(({ column, field, written }) => (
            <span key={`${column} ${field} ${written}`} className={styles.found}>
              <span className="muted">{field === null ? column : `${column} · ${field}`}</span>
              {written !== entity.value && (
                <>
                  {' '}
                  <EntityValue value={written} atMost={160} />
                </>
              )}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
