import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { Verification } from '../../../shared/contract/index.ts';
import { count, counted, shortHash } from '../../ui/format.ts';
import styles from './VerifyResult.module.css';

/** What a check of the whole case file found. */
export function VerifyResult({ verification, onDismiss }: { verification: Verification; onDismiss: () => void }) {
  const { ok, checked, problems, custodyHead } = verification;
  return (
    <MessageBar intent={ok ? 'success' : 'error'} layout="multiline" role={ok ? 'status' : 'alert'}>
      <MessageBarBody>
        <MessageBarTitle>
          {ok ? 'The case file verifies' : `The case file does not verify: ${counted(problems.length, 'problem')}`}
        </MessageBarTitle>
        Checked {counted(checked.exhibits, 'exhibit')} with {counted(checked.rows, 'row')},{' '}
        {counted(checked.answers, 'answer')}, {counted(checked.notes, 'note')} and {count(checked.custodyEvents)}{' '}
        custody events. Head of the chain <code>{shortHash(custodyHead)}</code>.
        {problems.length > 0 && (
          <ul className={styles.problems}>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button appearance="transparent" icon={<DismissRegular />} aria-label="Dismiss" onClick={onDismiss} />
        }
      />
    </MessageBar>
  );
}
