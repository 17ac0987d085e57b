import type { AuthenticationResult, DeviceCodeRequest, PublicClientApplication } from '@azure/msal-node';

/** What a person does on another device: opens the address and enters the code. */
export interface DeviceCode {
  readonly userCode: string;
  readonly address: string;
  /** Milliseconds since 1970. */
  readonly expiresOn: number;
}

/** Signs in with a code that is entered on another device. A cancel ends the wait at once, and the polling at its next turn. */
export async function signInWithDeviceCode(
  app: PublicClientApplication,
  request: Omit<DeviceCodeRequest, 'deviceCodeCallback' | 'cancel'>,
  { onCode, signal }: { readonly onCode: (code: DeviceCode) => void; readonly signal: AbortSignal },
): Promise<AuthenticationResult | null> {
  signal.throwIfAborted();
  const cancelled = Promise.withResolvers<never>();
  // The library looks at this very object before each question.
  const polled: DeviceCodeRequest = {
    ...request,
    cancel: false,
    deviceCodeCallback: ({ userCode, verificationUri, expiresIn }) =>
      onCode({ userCode, address: verificationUri, expiresOn: Date.now() + expiresIn * 1000 }),
  };
  const onAbort = () => {
    polled.cancel = true;
    cancelled.reject(signal.reason);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  const signingIn = app.acquireTokenByDeviceCode(polled);
  signingIn.catch(() => undefined);
  try {
    return await Promise.race([signingIn, cancelled.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
