import { Link } from '@fluentui/react-components';
import { useState } from 'react';
import { membersOf } from '../../../core/compare/compareRows.ts';
import type { Comparison } from '../../../shared/contract/index.ts';
import styles from './Comparison.module.css';

type Change = Comparison['changed'][number]['columns'][number];
type Cell = Change['before'];

const atOnce = 5;

/** A cell as it was answered; the members of an array one below the other. */
export function CellValue({ cell }: { cell: Cell }) {
  const members = membersOf(cell);
  if (members) {
    return members.size === 0 ? (
      <span className="muted">none</span>
    ) : (
      <Members members={[...members].map((text) => ({ text, mark: '' }))} />
    );
  }
  if (cell === null) return <span className="muted">null</span>;
  return cell === '' ? <span className="muted">empty</span> : String(cell);
}

/** A cell that differs: its members that came and went, or the old value and the new one. */
export function ChangedCell({ change: { before, after, members } }: { change: Change }) {
  if (members) {
    return (
      <Members
        members={[
          ...members.added.map((text) => ({ text, mark: 'added' }) as const),
          ...members.removed.map((text) => ({ text, mark: 'removed' }) as const),
        ]}
      />
    );
  }
  return (
    <span className={styles.oldAndNew}>
      <del className={styles.old}>
        <span className="visually-hidden">before: </span>
        <CellValue cell={before} />
      </del>
      <ins className={styles.new}>
        <span className="visually-hidden">after: </span>
        <CellValue cell={after} />
      </ins>
    </span>
  );
}

interface Member {
  readonly text: string;
  readonly mark: 'added' | 'removed' | '';
}
const signs = { added: '+', removed: '−', '': '' } as const;

function Members({ members }: { members: readonly Member[] }) {
  const [all, setAll] = useState(false);
  const left = members.length - atOnce;
  return (
    <>
      <ul className={styles.members}>
        {(all ? members : members.slice(0, atOnce)).map(({ text, mark }) => (
          <li key={`${mark} ${text}`} data-mark={mark}>
            {mark && (
              <>
                <span aria-hidden="true" className={styles.sign}>
                  {signs[mark]}
                </span>
                <span className="visually-hidden">{mark}: </span>
              </>
            )}
            {text}
          </li>
        ))}
      </ul>
      {left > 0 && (
        <Link as="button" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show ${left} more`}
        </Link>
      )}
    </>
  );
}
