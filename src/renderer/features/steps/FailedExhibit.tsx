import { Button } from '@fluentui/react-components';
import { ErrorCircleRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { ExhibitSummary } from '../../../shared/contract/index.ts';
import { adviceFor, type ErrorCode, errorTexts } from '../../../shared/errors.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import styles from './Steps.module.css';

/** What can be done in place about a query that failed; each is offered for the failures that it helps against. */
export interface Remedies {
  /** Leads to the sign-in, and to the choice between several who are signed in. */
  readonly signIn?: ReactNode;
  /** Asks again and lets the service take as long as it ever does; absent where that cannot be. */
  readonly askLonger?: (() => void) | undefined;
  /** Asks again for a part of the case's window. */
  readonly narrower?: ReactNode;
}

/** Why a query gave no answer, and what to do: each thing once. */
export function FailedExhibit({
  exhibit: { error },
  signIn,
  askLonger,
  narrower,
}: Remedies & { readonly exhibit: Pick<ExhibitSummary, 'error'> }) {
  const { code, message } = error ?? { code: 'unexpected', message: '' };
  const known = isErrorCode(code) ? code : undefined;
  const advice = known && adviceFor({ code: known, message });
  return (
    <EmptyState icon={<ErrorCircleRegular />} title={known ? errorTexts[known].title : 'The query failed'}>
      <p>{message}</p>
      {advice && <p>{advice}</p>}
      <div className={styles.failed}>
        {(code === 'signInNeeded' || code === 'accountNeeded') && signIn}
        {code === 'queryTimeout' && askLonger && (
          <Button size="small" onClick={askLonger}>
            Ask again, for up to 10 minutes
          </Button>
        )}
        {(code === 'queryTimeout' || code === 'kqlRun') && narrower}
      </div>
    </EmptyState>
  );
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorTexts, code);
