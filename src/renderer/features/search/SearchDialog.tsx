import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Input,
} from '@fluentui/react-components';
import { DismissRegular, SearchRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, useId, useState } from 'react';
import { failureOf } from '../../api/workbenchApi.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { useFocusToOpener } from '../../ui/useFocusToOpener.ts';
import { HitList, optionId } from './HitList.tsx';
import { type HitOption, hitGroups, summaryText } from './hitOptions.ts';
import { NotSearched } from './NotSearched.tsx';
import styles from './Search.module.css';
import { type SearchScope, useSearch } from './useSearch.ts';

interface SearchDialogProps {
  readonly scope: SearchScope;
  readonly onClose: () => void;
  readonly onPick: (option: HitOption) => void;
}

/** Finds a text while it is typed; the arrow keys move through the hits, Enter goes to one. */
export function SearchDialog({ scope, onClose, onPick }: SearchDialogProps) {
  const [text, setText] = useState('');
  const [active, setActive] = useState<string | undefined>();
  const { found, error } = useSearch(scope, text);
  const listId = useId();
  useFocusToOpener();
  const inCase = 'caseId' in scope;
  const groups = found ? hitGroups(found, !inCase) : [];
  const options = groups.flatMap((group) => group.options);
  const at = Math.max(
    0,
    options.findIndex(({ key }) => key === active),
  );
  const current = options[at];

  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setActive(options[Math.min(options.length - 1, Math.max(0, to))]?.key);
    } else if (event.key === 'Enter' && current) {
      event.preventDefault();
      onPick(current);
    }
  };

  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface ?? ''}>
        <DialogBody>
          <DialogTitle
            action={<Button appearance="subtle" icon={<DismissRegular />} aria-label="Close" onClick={onClose} />}
          >
            {inCase ? 'Search this case' : 'Search the recent cases'}
          </DialogTitle>
          <DialogContent className={styles.content ?? ''}>
            <Input
              className={styles.field ?? ''}
              contentBefore={<SearchRegular />}
              placeholder="An address, a user, a process, a word of a note"
              value={text}
              autoFocus
              maxLength={1000}
              spellCheck={false}
              role="combobox"
              aria-label="Text to find"
              aria-autocomplete="list"
              aria-expanded={options.length > 0}
              {...(current && { 'aria-controls': listId, 'aria-activedescendant': optionId(listId, at) })}
              onChange={(_, { value }) => {
                setText(value);
                setActive(undefined);
              }}
              onKeyDown={onKeyDown}
            />
            {error && <FailureBar failure={failureOf(error)} />}
            <div className={styles.summary} role="status">
              {found ? summaryText(found) : 'The text is found as it stands, in any letter case, within words too.'}
            </div>
            {found && <NotSearched cases={found.unreadable} />}
            {options.length > 0 && <HitList id={listId} groups={groups} active={current?.key} onPick={onPick} />}
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
