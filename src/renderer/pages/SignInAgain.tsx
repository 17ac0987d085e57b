import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { SourceRef } from '../../shared/contract/index.ts';
import { SignInDialog } from '../features/sign-in/SignInDialog.tsx';
import { ChooseAccount } from './ChooseAccount.tsx';

/** Leads to the sign-in where a query failed for the want of one, and chooses an account where several may ask. */
export function SignInAgain({ source }: { readonly source: SourceRef }) {
  const wanted = source.kind === 'local' ? undefined : source;
  const [open, setOpen] = useState(false);
  return (
    <>
      <ChooseAccount source={source} />
      <Button size="small" onClick={() => setOpen(true)}>
        Sign in…
      </Button>
      {open && <SignInDialog wanted={wanted} onClose={() => setOpen(false)} />}
    </>
  );
}
