import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { adviceFor, errorTexts } from '../../shared/errors.ts';
import type { Failure } from '../../shared/result.ts';
import styles from './FailureBar.module.css';

interface FailureBarProps {
  readonly failure: Failure | undefined;
  readonly onDismiss?: () => void;
  /** What the user can do here and now. */
  readonly children?: ReactNode;
}

/** An error as the product words it: what happened, where, what to do next. */
export function FailureBar({ failure, onDismiss, children }: FailureBarProps) {
  if (!failure) return null;
  return (
    <MessageBar intent="error" layout="multiline" role="alert" className={styles.bar ?? ''}>
      <MessageBarBody>
        <MessageBarTitle>{errorTexts[failure.code].title}</MessageBarTitle>
        {failure.message} {adviceFor(failure)}
      </MessageBarBody>
      {(children || onDismiss) && (
        <MessageBarActions
          containerAction={
            onDismiss ? (
              <Button appearance="transparent" icon={<DismissRegular />} aria-label="Dismiss" onClick={onDismiss} />
            ) : null
          }
        >
          {children}
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
