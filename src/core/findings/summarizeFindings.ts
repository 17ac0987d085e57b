import { accountFindings, signInFindings } from './accessFindings.ts';
import type { Finding, StepRows } from './finding.ts';
import { firewallFindings, listenerFindings, outboundFindings, spreadFindings } from './networkFindings.ts';
import { commandFindings, newProgramFindings } from './programFindings.ts';
import { agentFindings, alertFindings, baselineFindings, silenceFindings } from './reportingFindings.ts';

const rules = [
  alertFindings,
  signInFindings,
  accountFindings,
  commandFindings,
  newProgramFindings,
  outboundFindings,
  listenerFindings,
  firewallFindings,
  spreadFindings,
  agentFindings,
  silenceFindings,
  baselineFindings,
];

/** The steps whose rows the rules read. */
export const stepsWithFindings: readonly string[] = [
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
 * order of time. A finding says what the rows show; whether it was an attack is for the examiner to answer.
 */
export function summarizeFindings(rowsOf: StepRows): Finding[] {
  const order = (finding: Finding) => finding.at ?? '';
  return rules.flatMap((rule) => rule(rowsOf)).sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}
