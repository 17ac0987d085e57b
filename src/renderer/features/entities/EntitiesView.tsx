import { Input, Skeleton, SkeletonItem, Tab, TabList } from '@fluentui/react-components';
import { PeopleListRegular, SearchRegular } from '@fluentui/react-icons';
import { useDeferredValue } from 'react';
import { entityKinds } from '../../../core/entities/entityKinds.ts';
import type { CaseView } from '../../../shared/contract/index.ts';
import { useEntities } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import tableStyles from '../../ui/DataTable.module.css';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { count, counted } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import styles from './Entities.module.css';
import { EntityDetail } from './EntityDetail.tsx';
import { EntityTable } from './EntityTable.tsx';
import { kindWords } from './entityWords.ts';
import { Pager } from './Pager.tsx';
import type { EntityPage } from './useEntityPage.ts';

const pageSize = 100;

interface EntitiesViewProps {
  readonly view: CaseView;
  readonly page: EntityPage;
  readonly onOpen: (cited: CitedRow) => void;
}

/** What the rows of the case name: where each was seen, first and last. */
export function EntitiesView({ view, page, onOpen }: EntitiesViewProps) {
  const { list, chosen } = page;
  const text = useDeferredValue(list.text);
  const { kind, ...more } = list;
  const entities = useEntities(view.caseId, view.exhibits.length, {
    ...more,
    ...(kind && { kind }),
    text,
    limit: pageSize,
  });
  const counts = entities.data?.counts;
  const all = counts && Object.values(counts).reduce((sum, each) => sum + each, 0);
  const isEmpty = all === 0 && text === '';
  const named = kind ? kindWords[kind][1] : 'All';
  return (
    <Section
      title="Entities"
      lead="What the rows of all exhibits name, and when it was seen: by the device’s own clock where a row tells it, else as noted."
      className={styles.page}
    >
      {entities.error && <FailureBar failure={failureOf(entities.error)} />}
      {entities.isPending && (
        <Skeleton aria-label="Reading the rows" className={tableStyles.skeleton ?? ''}>
          <SkeletonItem size={20} />
          <SkeletonItem size={20} />
          <SkeletonItem size={20} />
        </Skeleton>
      )}
      {isEmpty && (
        <EmptyState icon={<PeopleListRegular />} title="No entities yet">
          Run the steps: addresses, users, ports, processes and the rest are taken from the rows of their answers.
        </EmptyState>
      )}
      {entities.data && !isEmpty && (
        <>
          <div className={styles.tools}>
            <TabList
              size="small"
              className={styles.kinds ?? ''}
              selectedValue={kind ?? 'all'}
              onTabSelect={(_, { value }) => page.show({ kind: entityKinds.find((each) => each === value) })}
              aria-label="Kind"
            >
              <Tab value="all">
                All <span className={styles.count}>{count(all ?? 0)}</span>
              </Tab>
              {entityKinds.map((each) => (
                <Tab key={each} value={each}>
                  {kindWords[each][1]} <span className={styles.count}>{count(counts?.[each] ?? 0)}</span>
                </Tab>
              ))}
            </TabList>
            <Input
              size="small"
              type="search"
              className={styles.find ?? ''}
              aria-label="Find a value"
              placeholder="Find a value"
              maxLength={1000}
              contentBefore={<SearchRegular />}
              value={list.text}
              onChange={(_, { value }) => page.show({ text: value })}
            />
          </div>
          <div className={styles.body} data-chosen={chosen !== undefined}>
            <div role="tabpanel" aria-label={named} className={styles.listed}>
              {entities.data.total === 0 ? (
                <p className="muted">No value here contains “{text}”.</p>
              ) : (
                <div className={styles.scroll} aria-busy={entities.isPlaceholderData}>
                  <EntityTable entities={entities.data.entities} page={page} />
                </div>
              )}
              <div className={styles.foot}>
                <p className="muted" role="status">
                  {counted(entities.data.total, 'entity', 'entities')}
                </p>
                <Pager
                  what="entities"
                  offset={list.offset}
                  size={pageSize}
                  total={entities.data.total}
                  onTurn={page.turnTo}
                />
              </div>
            </div>
            {chosen && (
              <EntityDetail
                key={`${chosen.kind} ${chosen.key}`}
                view={view}
                chosen={chosen}
                onOpen={onOpen}
                onClose={() => page.choose(undefined)}
              />
            )}
          </div>
        </>
      )}
    </Section>
  );
}
