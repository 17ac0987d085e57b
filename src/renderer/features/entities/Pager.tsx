import { Button } from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { count } from '../../ui/format.ts';
import styles from './Entities.module.css';

interface PagerProps {
  readonly what: string;
  readonly offset: number;
  readonly size: number;
  readonly total: number;
  readonly onTurn: (offset: number) => void;
}

/** Turns the pages of a list that is longer than one. */
export function Pager({ what, offset, size, total, onTurn }: PagerProps) {
  if (total <= size) return null;
  return (
    <div className={styles.pager}>
      <Button
        size="small"
        appearance="subtle"
        icon={<ChevronLeftRegular />}
        aria-label={`Earlier ${what}`}
        disabledFocusable={offset === 0}
        onClick={() => onTurn(Math.max(0, offset - size))}
      />
      <span>
        {count(offset + 1)} to {count(Math.min(total, offset + size))} of {count(total)}
      </span>
      <Button
        size="small"
        appearance="subtle"
        icon={<ChevronRightRegular />}
        aria-label={`Further ${what}`}
        disabledFocusable={offset + size >= total}
        onClick={() => onTurn(offset + size)}
      />
    </div>
  );
}
