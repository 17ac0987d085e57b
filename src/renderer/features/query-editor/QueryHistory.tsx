import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons';
import type { ExhibitSummary } from '../../../shared/contract/index.ts';
import { counted, utc } from '../../ui/format.ts';
import { ownQueries } from './ownQueries.ts';
import styles from './QueryEditor.module.css';

const mostShown = 30;

interface QueryHistoryProps {
  readonly exhibits: readonly ExhibitSummary[];
  readonly onPick: (exhibit: ExhibitSummary) => void;
}

/** Brings an earlier query of the case back into the editor. */
export function QueryHistory({ exhibits, onPick }: QueryHistoryProps) {
  const earlier = ownQueries(exhibits).slice(0, mostShown);
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" appearance="subtle" icon={<HistoryRegular />} disabledFocusable={earlier.length === 0}>
          History
        </Button>
      </MenuTrigger>
      <MenuPopover className={styles.history ?? ''}>
        <MenuList>
          {earlier.map((exhibit) => (
            <MenuItem key={exhibit.number} onClick={() => onPick(exhibit)}>
              E{exhibit.number} {exhibit.title}
              <span className={styles.muted}>
                {' '}
                {utc(exhibit.startedAt)}, {exhibit.outcome === 'failed' ? 'failed' : counted(exhibit.rowCount, 'row')}
              </span>
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
