/** What one of Entra's numbers means, and what to do next; each a whole sentence. */
export interface EntraReason {
  readonly what: string;
  readonly next: string;
}

const again = 'Sign in again.';
const askAdministrator = 'Ask the administrator of the tenant.';

/**
 * Words for the numbers that people meet, by reason. They are advice only: Microsoft may change what a number means, so nothing is
 * decided by one. Source: Microsoft's page "Microsoft Entra authentication and authorization error codes".
 */
const reasons: readonly (EntraReason & { readonly numbers: readonly number[] })[] = [
  {
    numbers: [50074, 50076, 50078, 50079, 50072, 53004, 50158],
    what: 'The tenant asks for multi-factor authentication.',
    next: 'Sign in again in the browser and complete it.',
  },
  {
    numbers: [53003, 50131, 53002, 530035],
    what: 'A conditional access policy of the tenant refuses this sign-in.',
    next: 'Sign in from a device and a place that the policy allows, in the browser rather than with a code, or ask the administrator of the tenant.',
  },
  {
    numbers: [53000, 53001, 50097, 50129, 50155, 50187],
    what: 'A conditional access policy of the tenant asks for a device that it manages.',
    next: 'Sign in on such a device, in the browser rather than with a code, or ask the administrator of the tenant.',
  },
  {
    numbers: [65001, 65005, 650056, 650057],
    what: 'The app registration may not ask for this API, or nobody has consented to it yet.',
    next: 'Add the permission to the app registration, then consent at the next sign-in, or ask the administrator of the tenant to.',
  },
  {
    numbers: [90094, 90093, 90095],
    what: 'The tenant lets only an administrator consent to this app registration.',
    next: 'Ask the administrator of the tenant to consent to it.',
  },
  {
    numbers: [65004],
    what: 'The consent was declined on the sign-in page.',
    next: 'Sign in again and consent, or use an app registration that you trust.',
  },
  {
    numbers: [90002, 50128, 50059, 900023],
    what: 'There is no such tenant in this cloud.',
    next: 'Check the tenant and the cloud.',
  },
  {
    numbers: [50020, 50034, 50014, 51004, 90072, 500208],
    what: 'This account is not in the tenant.',
    next: 'Check the tenant, sign in with another account, or ask to be invited as a guest.',
  },
  {
    numbers: [500021, 500022, 50002, 500212, 500213],
    what: 'A policy of the network or of a tenant forbids accounts of the one to sign in to the other.',
    next: askAdministrator,
  },
  { numbers: [50057], what: 'The account is disabled.', next: askAdministrator },
  {
    numbers: [50053],
    what: 'The account is locked after failed sign-ins, or the sign-in came from an address with a bad name.',
    next: 'Wait, then sign in again, or ask the administrator of the tenant.',
  },
  { numbers: [53011, 530034, 50135], what: 'The account is blocked as being at risk.', next: askAdministrator },
  {
    numbers: [50055, 50144, 50125],
    what: 'The password has expired or has to be set anew.',
    next: 'Sign in again in the browser and set a new one.',
  },
  {
    numbers: [50126, 50056, 50064],
    what: 'The account name or the password is wrong.',
    next: again,
  },
  {
    numbers: [50105],
    what: 'The account is not assigned to the app registration.',
    next: 'Ask the administrator of the tenant to assign it.',
  },
  {
    numbers: [50132, 50133, 50173, 50089, 70043, 70044, 700082, 700084],
    what: 'The sign-in was revoked or has expired.',
    next: again,
  },
  {
    numbers: [700016, 700011, 70001, 700038],
    what: 'The tenant does not know this client id.',
    next: 'Check the client id, the tenant and the cloud: each cloud has app registrations of its own.',
  },
  {
    numbers: [7000218, 70002],
    what: 'The app registration is not a public client.',
    next: 'Turn on "Allow public client flows" in its authentication settings.',
  },
  {
    numbers: [50011, 70004, 500113],
    what: 'The app registration does not have the redirect address that the browser returns to.',
    next: 'Add http://localhost to it under the platform "Mobile and desktop applications".',
  },
  {
    numbers: [500011, 650052, 650054, 50001],
    what: 'The tenant does not know the API that the token is for.',
    next: 'Check the cloud and the tenant.',
  },
  {
    numbers: [50033, 50087, 90033],
    what: 'The sign-in service failed for a moment.',
    next: 'Sign in again in a few minutes.',
  },
  { numbers: [70016], what: 'The code has not been entered yet.', next: 'Enter it on its page.' },
  { numbers: [70018, 70019, 70020], what: 'The code is wrong or has expired.', next: 'Begin again to get a new one.' },
];

const byNumber = new Map(
  reasons.flatMap(({ numbers, what, next }) => numbers.map((number) => [number, { what, next }])),
);

/** The number that Entra gave in a text of its own, such as 50076 in `AADSTS50076: …`; undefined where there is none. */
export function entraNumber(text: string): number | undefined {
  const [, digits] = /AADSTS(\d{4,8})\b/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

export const entraReason = (number: number): EntraReason | undefined => byNumber.get(number);
