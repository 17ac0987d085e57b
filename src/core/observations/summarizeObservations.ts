import { accountObservations, signInObservations } from './accessObservations.ts';
import {
  firewallObservations,
  listenerObservations,
  outboundObservations,
  spreadObservations,
} from './networkObservations.ts';
import type { Observation, StepRows } from './observation.ts';
import { commandObservations, newProgramObservations } from './programObservations.ts';
import {
  agentObservations,
  alertObservations,
  baselineObservations,
  silenceObservations,
} from './reportingObservations.ts';

const rules = [
  alertObservations,
  signInObservations,
  accountObservations,
  commandObservations,
  newProgramObservations,
  outboundObservations,
  listenerObservations,
  firewallObservations,
  spreadObservations,
  agentObservations,
  silenceObservations,
  baselineObservations,
];

/** The steps whose rows the rules read. */
export const stepsWithObservations: readonly string[] = [
  'related-alerts',
  'hub-alerts',
  'sign-ins',
  'membership-changes',
  'suspicious-commands',
  'new-processes',
  'outbound',
  'listeners',
  'firewall',
  'spread',
  'agent-health',
  'silence',
  'os-baseline',
];

/**
 * What stands out in a case's answers, by rules over the columns of the playbook's steps: what has no time first, then in
 * order of time. An observation says what the rows show; whether it was an attack is for the examiner to answer.
 */
export function summarizeObservations(rowsOf: StepRows): Observation[] {
  const order = (observation: Observation) => observation.at ?? '';
  return rules.flatMap((rule) => rule(rowsOf)).sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}
