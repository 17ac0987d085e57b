import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { SignInDialog } from '../features/sign-in/SignInDialog.tsx';

/** Leads to the sign-in where a query failed for the want of one. */
export function SignInAgain() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Sign in…</Button>
      {open && <SignInDialog onClose={() => setOpen(false)} />}
    </>
  );
}
