import { AuthError, InteractionRequiredAuthError, type NetworkResponse, ServerError } from '@azure/msal-node';
import { type EntraReason, entraNumber, entraReason } from '../core/signIn/entraReasons.ts';
import { CasebookError } from '../shared/result.ts';
import { type Network, NetworkTrouble } from './network.ts';
import { discoveryUrlOf, placeOf, type SignInTarget } from './target.ts';

/** What the client library says where the sign-in service's description of itself could not be had, whatever the cause. */
const hiddenCauses = new Set(['endpoints_resolution_error', 'openid_config_error']);

/** Words for refusals that carry no number of Entra's: OAuth's own, and the client library's for device codes. */
const plainReasons: Readonly<Record<string, string>> = {
  access_denied: 'It was cancelled on the sign-in page. Sign in again.',
  authorization_declined: 'It was declined on the sign-in page. Sign in again.',
  expired_token: 'The code expired before it was entered. Begin again to get a new one.',
  device_code_expired: 'The code expired before it was entered. Begin again to get a new one.',
  invalid_client: 'The app registration is not known, or is not a public client. Check the client id and the cloud.',
  unauthorized_client: 'The app registration may not sign in this way. Turn on "Allow public client flows" in it.',
  invalid_scope: 'The sign-in service does not know the scope. Check the cloud’s scopes.',
  invalid_grant: 'The sign-in was revoked or has expired. Sign in again.',
  temporarily_unavailable: 'The sign-in service is busy. Sign in again in a few minutes.',
};

/**
 * What a rejection of the client library means, in the product's words: `signInNeeded` where a person has to sign in before a token can
 * be had `silently`, else `signInFailed`, `serviceUnreachable` or `serviceFailed`. The service's own sentences are left out where
 * they can name the account.
 */
export async function refusalOf(
  error: unknown,
  about: { readonly target: SignInTarget; readonly network: Network; readonly silently: boolean },
): Promise<unknown> {
  if (error instanceof NetworkTrouble) return error.failure;
  if (!(error instanceof AuthError)) return error;
  if (hiddenCauses.has(error.errorCode)) return hiddenCause(about.target, about.network);
  return new CasebookError(
    about.silently && needsPerson(error) ? 'signInNeeded' : 'signInFailed',
    [
      `${about.silently ? 'No token' : 'No sign-in'} for ${placeOf(about.target)}.`,
      wordsOf(error),
      clock(about.network),
    ]
      .filter(Boolean)
      .join(' '),
    { reason: codesOf(error)[0], ...numbered(error) },
  );
}

/** An expired or revoked sign-in comes as `invalid_grant` without the class that promises to tell it. */
const needsPerson = (error: AuthError): boolean =>
  error instanceof InteractionRequiredAuthError || codesOf(error).includes('invalid_grant');

/** The refusal's codes: polling for a device code puts the service's own in the message. */
const codesOf = (error: AuthError): string[] => [
  ...(error.errorCode === 'post_request_failed' ? [error.errorMessage.split(/[\s:,]/)[0] ?? ''] : []),
  error.errorCode,
];

const numberOf = (error: AuthError): number | undefined => entraNumber(error.errorMessage);
const numbered = (error: AuthError) => {
  const number = numberOf(error);
  return number === undefined ? {} : { entraNumber: number };
};

const sentenceOf = ({ what, next }: EntraReason, number: number): string =>
  `${what.replace(/\.$/, '')} (AADSTS${number}). ${next}`;

function wordsOf(error: AuthError): string {
  const number = numberOf(error);
  if (number !== undefined) {
    const reason = entraReason(number);
    return reason
      ? sentenceOf(reason, number)
      : `Entra refused with AADSTS${number}. Look the number up on the error page of the sign-in service, or ask the administrator of the tenant.`;
  }
  const known = codesOf(error).find((code) => Object.hasOwn(plainReasons, code));
  if (known !== undefined) return plainReasons[known] ?? '';
  if (error instanceof InteractionRequiredAuthError)
    return 'The sign-in has expired or is not complete. Sign in again.';
  if (error instanceof ServerError) return `The sign-in service refused (${error.errorCode}). Sign in again.`;
  return `It ended with ${codesOf(error)[0]}. Sign in again.`;
}

const clock = (network: Network): string => {
  const problem = network.clockProblem();
  return problem === undefined ? '' : `${problem}: set it right.`;
};

/** Asks for the description again to see why it could not be had. */
async function hiddenCause(target: SignInTarget, network: Network): Promise<CasebookError> {
  try {
    return discoveryFailure(target, await network.sendGetRequestAsync(discoveryUrlOf(target)));
  } catch (error) {
    if (error instanceof NetworkTrouble) return error.failure;
    throw error;
  }
}

/** Why a reply is no description of a sign-in service to use. */
export function discoveryFailure(
  target: SignInTarget,
  { status, body }: NetworkResponse<Record<string, unknown>>,
): CasebookError {
  const number = entraNumber(String(body.error_description ?? ''));
  const reason = number === undefined ? undefined : entraReason(number);
  if (reason && number !== undefined) {
    return new CasebookError('signInFailed', `No sign-in for ${placeOf(target)}. ${sentenceOf(reason, number)}`, {
      entraNumber: number,
    });
  }
  return new CasebookError(
    'serviceFailed',
    `${discoveryUrlOf(target)} does not describe a sign-in service that Casebook may use (${status}; issuer ${String(body.issuer ?? 'not named')}). Check the authority and the protocol of the cloud ${target.cloud.name}.`,
    { status },
  );
}
