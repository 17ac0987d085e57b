import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { DarkThemeRegular, SearchRegular } from '@fluentui/react-icons';
import styles from './TopBar.module.css';
import type { ThemeChoice } from './themeChoice.ts';
import { searchKeys } from './useSearchKey.ts';

const isChoice = (value: string | undefined): value is ThemeChoice =>
  value === 'system' || value === 'light' || value === 'dark';

interface TopBarProps {
  readonly choice: ThemeChoice;
  readonly onChoose: (choice: ThemeChoice) => void;
  readonly onHome: () => void;
  /** Undefined where there is nothing to search. */
  readonly onSearch: (() => void) | undefined;
  readonly searchLabel: string;
}

/** The product's bar: its name leads home, the search in the middle, the theme at the right. */
export function TopBar({ choice, onChoose, onHome, onSearch, searchLabel }: TopBarProps) {
  return (
    <header className={styles.bar}>
      <button type="button" className={styles.name} onClick={onHome}>
        Casebook
        <span className="visually-hidden">: start page</span>
      </button>
      <span className={styles.tagline}>IoT device investigation</span>
      {onSearch && (
        <button type="button" className={styles.search} aria-keyshortcuts="Control+K Meta+K" onClick={onSearch}>
          <SearchRegular aria-hidden="true" />
          <span className={styles.searchLabel}>{searchLabel}</span>
          <kbd className={styles.keys}>{searchKeys}</kbd>
        </button>
      )}
      <Menu
        checkedValues={{ theme: [choice] }}
        onCheckedValueChange={(_, { checkedItems }) => {
          const [chosen] = checkedItems;
          if (isChoice(chosen)) onChoose(chosen);
        }}
      >
        <MenuTrigger disableButtonEnhancement>
          <Button className={styles.button ?? ''} appearance="transparent" icon={<DarkThemeRegular />} size="small">
            Theme
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItemRadio name="theme" value="system">
              As the system
            </MenuItemRadio>
            <MenuItemRadio name="theme" value="light">
              Light
            </MenuItemRadio>
            <MenuItemRadio name="theme" value="dark">
              Dark
            </MenuItemRadio>
          </MenuList>
        </MenuPopover>
      </Menu>
    </header>
  );
}
