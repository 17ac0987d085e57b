import { Link } from '@fluentui/react-components';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import styles from './SignIn.module.css';
import type { SignInCode } from './useSignIn.ts';

interface WaitingForSignInProps {
  readonly way: 'browser' | 'code';
  /** Undefined until the cloud has given it. */
  readonly code: SignInCode | undefined;
  readonly onCancel: () => void;
}

/** What the person does elsewhere while Casebook waits. */
export function WaitingForSignIn({ way, code, onCancel }: WaitingForSignInProps) {
  return (
    <>
      {way === 'code' && code && (
        <ol className={styles.code}>
          <li>
            Open{' '}
            <Link href={code.address} target="_blank" rel="noreferrer">
              {code.address}
            </Link>{' '}
            on any device.
            <CopyButton text={code.address} label="Copy the address" />
          </li>
          <li>
            Enter the code <output className={styles.userCode}>{code.userCode}</output>
            <CopyButton text={code.userCode} label="Copy the code" />
          </li>
          <li>Sign in there. The code is good until {clockTime(code.expiresOn)}.</li>
        </ol>
      )}
      <ProgressLine label={waitingFor(way, code !== undefined)} onCancel={onCancel} />
      <p className={styles.hint}>
        {way === 'browser'
          ? 'A page of the cloud has opened in your browser. Where nobody comes back within five minutes, the sign-in ends by itself.'
          : 'Enter a code only if you asked for it here, and only on the page of the cloud: whoever has you enter theirs signs in as you.'}
      </p>
    </>
  );
}

const waitingFor = (way: 'browser' | 'code', shown: boolean): string => {
  if (way === 'browser') return 'Waiting for you to sign in in the browser';
  return shown ? 'Waiting for the code to be entered' : 'Asking the cloud for a code';
};

/** The time of day where the person is. */
const clockTime = (at: number): string => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
