import { randomUUID } from 'node:crypto';
import { limitedTablesRules, limitedTablesText } from '../core/sources/tablePlans.ts';
import type { FoundWorkspace, Input } from '../shared/contract/index.ts';
import { CommandFailure, exitCodes } from './exitCodes.ts';
import type { Session } from './session.ts';

/**
 * Tells, for each workspace that a hub sends to, which tables of IoT devices are on a plan whose queries are limited; a workspace
 * whose plans cannot be read is told too. Two requests for each. Throws a CommandFailure where it is stopped.
 */
export async function limitedTableNotes(
  { engine, signal }: Pick<Session, 'engine' | 'signal'>,
  identity: Input<'azure.workspaces'>,
  workspaces: readonly FoundWorkspace[],
): Promise<string[]> {
  const notes: string[] = [];
  let someLimited = false;
  for (const { id, name, hubs } of workspaces) {
    if (hubs.length === 0) continue;
    const asked = await engine.call('azure.workspaceSettings', { ...identity, id }, { callId: randomUUID(), signal });
    if (asked.ok) {
      notes.push(...asked.value.problems.map((problem) => plansUnknown(name, problem)));
      const limited = limitedTablesText(asked.value.tables);
      if (limited === undefined) continue;
      someLimited = true;
      notes.push(`${name} holds tables on a limited plan: ${limited}.`);
    } else if (asked.cancelled) throw new CommandFailure('Stopped.', exitCodes.cancelled);
    else notes.push(plansUnknown(name, asked.error.message));
  }
  return someLimited ? [...notes, limitedTablesRules] : notes;
}

const plansUnknown = (workspace: string, why: string): string =>
  `The plans of the tables of ${workspace} are not known: ${why}`;
