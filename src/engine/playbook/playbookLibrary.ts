import type { Playbook } from '../../shared/contract/index.ts';

/** The playbooks that ship with the product, read from its resources and checked against their schema. */
export interface PlaybookLibrary {
  list(): readonly LoadedPlaybook[];
  /** Throws `unknownPlaybook`, naming those there are. */
  get(id: string): LoadedPlaybook;
}

export interface LoadedPlaybook {
  readonly playbook: Playbook;
  /** SHA-256 of the playbook's canonical JSON, queries included. */
  readonly sha256: string;
}
