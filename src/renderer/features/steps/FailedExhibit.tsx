import { Button } from '@fluentui/react-components';
import { DocumentSearchRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { ExhibitSummary } from '../../../shared/contract/index.ts';
import { errorTexts } from '../../../shared/errors.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

/** What can be done in place about a query that failed; each is offered for the failures that it helps against. */
export interface Remedies {
  /** Leads to the sign-in, and to the choice between several who are signed in. */
  readonly signIn?: ReactNode;
  /** Asks again and lets the service take as long as it ever does; absent where that cannot be. */
  readonly askLonger?: (() => void) | undefined;
  /** Asks again for a part of the case's window. */
  readonly narrower?: ReactNode;
}

/** Why a query gave no answer, and what to do. */
export function FailedExhibit({
  exhibit,
  signIn,
  askLonger,
  narrower,
}: Remedies & { readonly exhibit: ExhibitSummary }) {
  const code = exhibit.error?.code;
  const text = code !== undefined && code in errorTexts ? errorTexts[code as keyof typeof errorTexts] : undefined;
  return (
    <EmptyState icon={<DocumentSearchRegular />} title={text?.title ?? 'The query failed'}>
      <p>{exhibit.error?.message}</p>
      {text && <p>{text.help}</p>}
      {(code === 'signInNeeded' || code === 'accountNeeded') && signIn}
      {code === 'queryTimeout' && askLonger && <Button onClick={askLonger}>Ask again, for up to 10 minutes</Button>}
      {(code === 'queryTimeout' || code === 'kqlRun') && narrower}
    </EmptyState>
  );
}
