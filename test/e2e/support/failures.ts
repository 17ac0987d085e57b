import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { faults } from '../../support/logAnalyticsService/faults.ts';
import type { Answering } from '../../support/logAnalyticsService/reply.ts';

const playbook = resolve(import.meta.dirname, '../../../resources/playbooks/suspicious-iot-device');
const day = 86_400_000;

/** The end of a step's query, by which the service knows it among all others. */
export const endOf = (file: string): string =>
  readFileSync(join(playbook, file), 'utf8').trimEnd().split('\n').slice(-2).join('\n');

/** One step that meets a failure, and the words that tell of it. */
export interface Failing {
  readonly file: string;
  readonly step: RegExp;
  readonly fault: Answering;
  /** What is to be read beside the step's query. */
  readonly words: readonly (string | RegExp)[];
  /** The name of its picture; one of each look is enough. */
  readonly picture?: string;
}

/** A sign-in that is not taken any longer, by a service whose clock is two days on. */
const expiredByTheClock: Answering = async (request, standard) => {
  const reply = await faults.tokenExpired(request, standard);
  const date = new Date(Date.now() + 2 * day).toUTCString();
  return reply === 'reset' ? reply : { ...reply, headers: { ...reply.headers, date } };
};

/** Failures that end a query; each leaves an exhibit that says why. `passes`: a run that is resumed asks again. */
export const failing: readonly (Failing & { readonly passes: boolean })[] = [
  {
    file: '07-silence.kql',
    step: /^07 Gaps in reporting/,
    fault: faults.emptyBody,
    words: [
      'The service failed or gave an answer of an unknown form',
      'answered with nothing at all where an answer was due',
      'a proxy may have dropped it. Try again.',
    ],
    passes: true,
  },
  {
    file: '08-sign-ins.kql',
    step: /^08 Failed and successful sign-ins/,
    fault: faults.tokenExpired,
    words: ['A sign-in is needed', 'did not accept the sign-in', 'Sign in again.'],
    passes: true,
  },
  {
    file: '09-outbound.kql',
    step: /^09 Outbound connections/,
    fault: faults.accessDenied,
    words: [
      'Access denied',
      /may not query plant-logs .*Ask its owner for the role Log Analytics Reader on the workspace/,
      'a new role can take up to 60 minutes to work',
    ],
    passes: true,
  },
  {
    file: '10-inbound.kql',
    step: /^10 Inbound connections/,
    fault: faults.notFound,
    words: ['No such workspace', 'does not know plant-logs', 'Check the workspace id, the cloud and the tenant.'],
    passes: false,
  },
  {
    file: '11-listeners.kql',
    step: /^11 All listening sockets/,
    fault: faults.timedOut,
    words: [
      'The query took too long',
      /did not finish the query within 180 seconds \(it says: Kusto query timed out\)/,
      'Narrow the window, or allow the service up to 10 minutes.',
    ],
    picture: 'timed-out',
    passes: true,
  },
  {
    file: '13-suspicious-commands.kql',
    step: /^13 Command lines worth a look/,
    fault: faults.html(200),
    words: ['titled “Web gateway”', 'a proxy or a firewall answered', 'Open any page in a browser'],
    passes: true,
  },
  {
    file: '14-process-tree.kql',
    step: /^14 Parents of each process/,
    fault: faults.reset,
    words: ['The service cannot be reached', 'cannot be reached: the connection was cut', 'Check the network'],
    passes: true,
  },
  {
    file: '16-privileged-users.kql',
    step: /^16 Accounts with privileged groups/,
    fault: faults.throttled('9999'),
    words: ['The service asks to wait', 'Try again in 2 hours and 47 minutes.'],
    passes: true,
  },
  {
    file: '19-recommendations.kql',
    step: /^19 Recommendations for the device/,
    fault: faults.tableAbsent('SecurityRecommendation'),
    words: [
      'Table absent',
      'This is not an empty answer',
      /There is no table SecurityRecommendation in plant-logs .*or this account may not see it/,
    ],
    picture: 'table-absent',
    passes: false,
  },
  {
    file: '23-hub-alerts.kql',
    step: /^23 Alerts on the hub/,
    fault: expiredByTheClock,
    words: [/This computer’s clock is \S+ days?.* behind the service’s: set it right/],
    passes: true,
  },
];

/** Answers that came, but not whole. */
export const lacking: readonly Failing[] = [
  {
    file: '06-coverage.kql',
    step: /^06 Data coverage/,
    fault: faults.truncated(1),
    words: ['Truncated', 'cut the answer at its limit of 500,000 rows: rows are missing'],
    picture: 'truncated-rows',
  },
  {
    file: '17-firewall.kql',
    step: /^17 Firewall rules/,
    fault: faults.partOfUnionFailed,
    words: ['Partial', /answered in part .*Failed to resolve column.*in one of the workspaces.*rows may be missing/],
    picture: 'partial',
  },
  {
    file: '18-os-baseline.kql',
    step: /^18 OS baseline failures/,
    fault: faults.truncated(1, '64000000 bytes'),
    words: ['Truncated', 'its limit of 64,000,000 bytes (64 MB): rows are missing'],
  },
  {
    file: '01-related-alerts.kql',
    step: /^01 Related alerts/,
    fault: (_request, standard) => standard(),
    words: ['Beyond coverage', /ends after the newest row of SecurityAlert, which holds rows from .* UTC to .* UTC/],
  },
];
