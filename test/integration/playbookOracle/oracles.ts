import type { Expected } from './answer.ts';
import { agentHealth } from './steps/agentHealth.ts';
import { coverage } from './steps/coverage.ts';
import { firewall } from './steps/firewall.ts';
import { hardenedAlerts } from './steps/hardenedAlerts.ts';
import { hardenedLogins } from './steps/hardenedLogins.ts';
import { hardenedPorts } from './steps/hardenedPorts.ts';
import { hardenedProcesses } from './steps/hardenedProcesses.ts';
import { hardenedUsers } from './steps/hardenedUsers.ts';
import { hardware } from './steps/hardware.ts';
import { hubAlerts } from './steps/hubAlerts.ts';
import { inbound } from './steps/inbound.ts';
import { listeners } from './steps/listeners.ts';
import { localUsers } from './steps/localUsers.ts';
import { logins } from './steps/logins.ts';
import { membershipChanges } from './steps/membershipChanges.ts';
import { newProcesses } from './steps/newProcesses.ts';
import { openPorts } from './steps/openPorts.ts';
import { osBaseline } from './steps/osBaseline.ts';
import { outbound } from './steps/outbound.ts';
import { privilegedUsers } from './steps/privilegedUsers.ts';
import { processList } from './steps/processList.ts';
import { processTree } from './steps/processTree.ts';
import { recommendations } from './steps/recommendations.ts';
import { relatedAlerts } from './steps/relatedAlerts.ts';
import { signIns } from './steps/signIns.ts';
import { silence } from './steps/silence.ts';
import { spread } from './steps/spread.ts';
import { suspiciousCommands } from './steps/suspiciousCommands.ts';
import { systemDrift } from './steps/systemDrift.ts';
import { timeline } from './steps/timeline.ts';
import type { Bindings } from './subject.ts';
import type { Workspace } from './workspace.ts';

/** What each of the playbook's queries must answer, by the name of its file: the guide's five, ours for the same purposes, and 20 more. */
export const oracles: Readonly<Record<string, (workspace: Workspace, bindings: Bindings) => Expected>> = {
  '01-related-alerts': hardenedAlerts,
  '01-related-alerts.guide': relatedAlerts,
  '02-users': hardenedUsers,
  '02-users.guide': localUsers,
  '03-open-ports': hardenedPorts,
  '03-open-ports.guide': openPorts,
  '04-logins': hardenedLogins,
  '04-logins.guide': logins,
  '05-processes': hardenedProcesses,
  '05-processes.guide': processList,
  '06-coverage': coverage,
  '07-silence': silence,
  '08-sign-ins': signIns,
  '09-outbound': outbound,
  '10-inbound': inbound,
  '11-listeners': listeners,
  '12-new-processes': newProcesses,
  '13-suspicious-commands': suspiciousCommands,
  '14-process-tree': processTree,
  '15-membership-changes': membershipChanges,
  '16-privileged-users': privilegedUsers,
  '17-firewall': firewall,
  '18-os-baseline': osBaseline,
  '19-recommendations': recommendations,
  '20-agent-health': agentHealth,
  '21-timeline': timeline,
  '22-spread': spread,
  '23-hub-alerts': hubAlerts,
  '24-system-drift': systemDrift,
  '25-hardware': hardware,
};
