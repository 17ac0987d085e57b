import { Button, Field, Input } from '@fluentui/react-components';
import { type FormEvent, useId, useState } from 'react';
import type { TimeRange } from '../../../shared/contract/index.ts';
import styles from './NarrowWindow.module.css';
import { checkNarrower, draftOf, halvesOf, type WindowDraft } from './windowDraft.ts';

interface NarrowWindowProps {
  /** The window that was too much. */
  readonly asked: TimeRange;
  readonly ofCase: TimeRange;
  readonly onAsk: (window: TimeRange) => void;
}

/** Asks a query again for a part of the case's window: a half of what was asked, or whatever is typed. */
export function NarrowWindow({ asked, ofCase, onAsk }: NarrowWindowProps) {
  const form = useId();
  const halves = halvesOf(asked);
  const [draft, setDraft] = useState<WindowDraft | undefined>();
  const checked = draft && checkNarrower(draft, ofCase);
  const problem = (field: keyof WindowDraft) => {
    const message = checked && !checked.window ? checked[field] : undefined;
    return message === undefined ? {} : ({ validationState: 'error', validationMessage: message } as const);
  };
  const ask = (event: FormEvent) => {
    event.preventDefault();
    if (checked?.window) onAsk(checked.window);
  };
  return (
    <div className={styles.narrow}>
      <Button
        size="small"
        aria-expanded={draft !== undefined}
        aria-controls={draft ? form : undefined}
        onClick={() => setDraft(draft ? undefined : draftOf(halves?.[0] ?? asked))}
      >
        Ask for a narrower window
      </Button>
      {draft && (
        <form id={form} className={styles.form} aria-label="Narrower window" onSubmit={ask}>
          <div className={styles.fields}>
            <Field label="From, UTC" size="small" required {...problem('from')}>
              <Input
                size="small"
                className="mono"
                value={draft.from}
                onChange={(_, { value }) => setDraft({ ...draft, from: value })}
              />
            </Field>
            <Field label="To, UTC (not included)" size="small" required {...problem('to')}>
              <Input
                size="small"
                className="mono"
                value={draft.to}
                onChange={(_, { value }) => setDraft({ ...draft, to: value })}
              />
            </Field>
          </div>
          <div className={styles.actions}>
            {halves?.map((half, place) => (
              <Button key={half.from} size="small" appearance="subtle" onClick={() => setDraft(draftOf(half))}>
                {place === 0 ? 'First half' : 'Second half'}
              </Button>
            ))}
            <Button size="small" appearance="primary" type="submit" disabledFocusable={!checked?.window}>
              Ask for this window
            </Button>
          </div>
          <p className={styles.note}>
            What comes back holds for this part alone, says so, and is not taken for the answer of the whole window.
          </p>
        </form>
      )}
    </div>
  );
}
