import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { EventPayload } from '../../../shared/contract/index.ts';
import { useApi } from '../../api/ApiContext.tsx';

export type SignInCode = EventPayload<'signIn.code'>;

/** Reads clouds and accounts anew after one of them changed. */
export function useRefreshSignIn() {
  const client = useQueryClient();
  return useCallback(async () => {
    await client.invalidateQueries({ queryKey: ['signIn.clouds'] });
    await client.invalidateQueries({ queryKey: ['signIn.accounts'] });
  }, [client]);
}

/** The code that the sign-in under way waits for. */
export function useSignInCode(waiting: boolean): SignInCode | undefined {
  const api = useApi();
  const [code, setCode] = useState<SignInCode | undefined>();
  useEffect(() => api.subscribe('signIn.code', setCode), [api]);
  useEffect(() => {
    if (!waiting) setCode(undefined);
  }, [waiting]);
  return waiting ? code : undefined;
}
