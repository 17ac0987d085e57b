import { useState } from 'react';
import type { EntityKind } from '../../../core/entities/entityKinds.ts';
import type { Entity, Input } from '../../../shared/contract/index.ts';

export type EntitySort = NonNullable<Input<'entities.list'>['sort']>;
/** What names an entity in calls. */
export type EntityName = Pick<Entity, 'kind' | 'key'>;

/** What is listed. */
interface EntityList {
  /** Undefined for all kinds. */
  readonly kind: EntityKind | undefined;
  readonly text: string;
  readonly sort: EntitySort;
  readonly descending: boolean;
  readonly offset: number;
}

/** What the page of entities shows; hold it where a jump to a row does not lose it. */
export interface EntityPage {
  readonly list: EntityList;
  /** The entity whose places are shown. */
  readonly chosen: EntityName | undefined;
  /** Lists something else, from its start. */
  show(change: Partial<Omit<EntityList, 'offset'>>): void;
  turnTo(offset: number): void;
  choose(name: EntityName | undefined): void;
}

const atFirst: EntityList = { kind: undefined, text: '', sort: 'first', descending: false, offset: 0 };

export function useEntityPage(): EntityPage {
  const [list, setList] = useState(atFirst);
  const [chosen, setChosen] = useState<EntityName | undefined>();
  return {
    list,
    chosen,
    show: (change) => setList((before) => ({ ...before, ...change, offset: 0 })),
    turnTo: (offset) => setList((before) => ({ ...before, offset })),
    choose: (name) => setChosen(name && { kind: name.kind, key: name.key }),
  };
}
