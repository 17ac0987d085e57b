import type { z } from 'zod';
import { answers } from './answers.ts';
import { attachments } from './attachments.ts';
import { azureResources } from './azureResources.ts';
import { bookmarks } from './bookmarks.ts';
import { cases } from './cases.ts';
import { comparisons } from './comparisons.ts';
import { editor } from './editor.ts';
import { entities } from './entities.ts';
import { exchange } from './exchange.ts';
import { exhibits } from './exhibits.ts';
import { findings } from './findings.ts';
import { notes } from './notes.ts';
import { playbooks } from './playbooks.ts';
import { profiles } from './profiles.ts';
import { queries } from './queries.ts';
import { recovery } from './recovery.ts';
import { reports } from './reports.ts';
import { search } from './search.ts';
import { shell } from './shell.ts';
import { signIn } from './signIn.ts';
import { sources } from './sources.ts';

/** What the engine answers. One file per feature; a new call is one line there and one handler in the engine. */
export const engineContract = {
  ...sources,
  ...azureResources,
  ...playbooks,
  ...cases,
  ...exhibits,
  ...answers,
  ...comparisons,
  ...notes,
  ...findings,
  ...bookmarks,
  ...profiles,
  ...attachments,
  ...recovery,
  ...exchange,
  ...reports,
  ...queries,
  ...editor,
  ...search,
  ...entities,
};
/** What the shell answers. */
export const shellContract = { ...shell, ...signIn };
const contract = { ...engineContract, ...shellContract };

export type MethodName = keyof typeof contract;
export type EngineMethodName = keyof typeof engineContract;
export type ShellMethodName = keyof typeof shellContract;
export type Input<M extends MethodName> = z.input<(typeof contract)[M]['input']>;
export type ParsedInput<M extends MethodName> = z.output<(typeof contract)[M]['input']>;
export type Output<M extends MethodName> = z.output<(typeof contract)[M]['output']>;

export type { Answer, AnswerValue } from './answers.ts';
export type { Attachment } from './attachments.ts';
export type { FoundTenant, FoundWorkspace, FoundWorkspaces, WorkspaceSettings } from './azureResources.ts';
export type { Bookmark } from './bookmarks.ts';
export type { CaseView, Verification } from './cases.ts';
export type { Comparison } from './comparisons.ts';
export type { DeletedKind, Tombstone } from './deletions.ts';
export type { ColouredRange, QueryCompletion, QueryProblem } from './editor.ts';
export type { Entity, EntityPlace, Sighting } from './entities.ts';
export { type EventName, type EventPayload, events } from './events.ts';
export type { ExportedCase, ImportedCase } from './exchange.ts';
export type { ExhibitRole, ExhibitSummary, QueryVariant, Verdict } from './exhibits.ts';
export type { Finding } from './findings.ts';
export type { Note } from './notes.ts';
export {
  type Companion,
  type ParameterDefault,
  type Playbook,
  type PlaybookParameter,
  type PlaybookStep,
  playbook as playbookSchema,
} from './playbooks.ts';
export type {
  CaseId,
  CitedRow,
  DatabaseRef,
  Method,
  RemoteIdentity,
  SourceRef,
  TimeRange,
  WorkspaceRef,
} from './primitives.ts';
export type { Profile } from './profiles.ts';
export type { Found, HitKind, SearchHit } from './search.ts';
export type { CloudChoice, SignedInAccount } from './signIn.ts';
export type { DeviceSummary, SourceDescription } from './sources.ts';
