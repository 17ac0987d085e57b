import { useEffect, useRef } from 'react';
import type { SearchHit } from '../../../shared/contract/index.ts';
import { count } from '../../ui/format.ts';
import { type HitGroup, type HitOption, placeText } from './hitOptions.ts';
import styles from './Search.module.css';

interface HitListProps {
  readonly id: string;
  readonly groups: readonly HitGroup[];
  /** The key of the option that Enter opens. */
  readonly active: string | undefined;
  readonly onPick: (option: HitOption) => void;
}

/** The element of an option, for the field that moves among them. */
export const optionId = (listId: string, index: number): string => `${listId}-${index}`;

/** The hits under their headings. The keyboard stays in the search field, which names the active option. */
export function HitList({ id, groups, active, onPick }: HitListProps) {
  const order = groups.flatMap(({ options }) => options.map(({ key }) => key));
  return (
    <div id={id} role="listbox" aria-label="Search results" className={styles.list}>
      {groups.map((group, at) => (
        // biome-ignore lint/a11y/useSemanticElements: a listbox groups its options by this role
        <div key={group.key} role="group" aria-labelledby={`${id}-heading-${at}`} className={styles.group}>
          <div id={`${id}-heading-${at}`} className={styles.heading}>
            {group.title}
            <span className={styles.count}>
              {group.total > group.options.length
                ? `first ${group.options.length} of ${count(group.total)}`
                : count(group.total)}
            </span>
          </div>
          {group.options.map((option) => (
            <Option
              key={option.key}
              id={optionId(id, order.indexOf(option.key))}
              option={option}
              isActive={option.key === active}
              onPick={onPick}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly option: HitOption;
  readonly isActive: boolean;
  readonly onPick: (option: HitOption) => void;
}

/** One hit, which comes into sight when it becomes the active one. */
function Option({ id, option, isActive, onPick }: OptionProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search field has the keyboard
    // biome-ignore lint/a11y/useFocusableInteractive: the search field keeps the focus
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      ref={element}
      className={styles.option}
      onClick={() => onPick(option)}
    >
      <span className={styles.place}>{placeText(option.hit)}</span>
      <Snippet snippet={option.hit.snippet} />
    </div>
  );
}

function Snippet({ snippet: { text, ranges } }: { snippet: SearchHit['snippet'] }) {
  return (
    <span className={styles.snippet}>
      {ranges.map(({ from, to }, at) => (
        <span key={from}>
          {text.slice(ranges[at - 1]?.to ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(ranges.at(-1)?.to ?? 0)}
    </span>
  );
}
