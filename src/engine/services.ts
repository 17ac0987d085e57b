import type { CaseRegistry } from './casefile/caseFile.ts';
import type { RemoteAccess } from './logs/remoteAccess.ts';
import type { SourceRegistry } from './logs/sourceRegistry.ts';
import type { PlaybookLibrary } from './playbook/playbookLibrary.ts';

/** What the handlers work with; made once by the composition root. */
export interface Services {
  readonly sources: SourceRegistry;
  /** How services of Azure are reached; absent where the host has no sign-in. */
  readonly remote?: RemoteAccess;
  readonly cases: CaseRegistry;
  readonly playbooks: PlaybookLibrary;
  readonly resourcesFolder: string;
  readonly productVersion: string;
}
