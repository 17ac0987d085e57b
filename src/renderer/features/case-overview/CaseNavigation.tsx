import {
  ArrowSwapRegular,
  AttachRegular,
  BoardRegular,
  BookmarkRegular,
  CodeRegular,
  DocumentSearchRegular,
  HistoryRegular,
  LightbulbRegular,
  NoteRegular,
  PeopleListRegular,
  ShieldTaskRegular,
  TaskListSquareLtrRegular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { CaseView } from '../../../shared/contract/index.ts';
import { useAttachments, useBookmarks, useFindings, useProfiles } from '../../api/reads.ts';
import { StepMark, type StepState, stepWords } from '../../ui/StepMark.tsx';
import styles from './CaseNavigation.module.css';
import { StepNote } from './StepNote.tsx';

/** A place within a case. */
export type CasePlace =
  | {
      readonly kind:
        | 'overview'
        | 'preparation'
        | 'entities'
        | 'comparison'
        | 'profile'
        | 'query'
        | 'closing'
        | 'bookmarks'
        | 'attachments'
        | 'notes'
        | 'custody';
    }
  /** `findingId` is the finding to lead to. */
  | { readonly kind: 'findings'; readonly findingId?: number }
  /** `questionId` is the question to lead to. */
  | { readonly kind: 'step'; readonly stepId: string; readonly questionId?: string }
  | { readonly kind: 'ownQuery'; readonly exhibit: number };

interface CaseNavigationProps {
  readonly view: CaseView;
  readonly place: CasePlace;
  readonly stateOf: (stepId: string) => StepState;
  readonly onGo: (place: CasePlace) => void;
}

const samePlace = (a: CasePlace, b: CasePlace): boolean =>
  a.kind === b.kind &&
  (a.kind !== 'step' || (b.kind === 'step' && a.stepId === b.stepId)) &&
  (a.kind !== 'ownQuery' || (b.kind === 'ownQuery' && a.exhibit === b.exhibit));

/** The list at the left: everything that the case holds, in the order of the playbook. */
export function CaseNavigation({ view, place, stateOf, onGo }: CaseNavigationProps) {
  const { preparation, groups, closing } = view.playbook;
  const findings = useFindings(view);
  const bookmarks = useBookmarks(view);
  const profiles = useProfiles(view);
  const attachments = useAttachments(view);
  const answered = new Set(view.answers.filter(({ value }) => value !== 'notAnswered').map((each) => each.questionId));
  const ownQueries = view.exhibits.filter(({ stepId, role }) => stepId === null && role === null);
  const beside = view.exhibits.filter(
    ({ role }) => role !== null && (role.role !== 'companion' || role.name.includes('/')),
  );
  const doneOf = (tasks: readonly { readonly id: string }[]) => {
    const settled = tasks.filter(({ id }) =>
      view.tasks.some(({ taskId, state }) => taskId === id && state !== 'open'),
    ).length;
    return `${settled} of ${tasks.length}`;
  };
  const item = (to: CasePlace, icon: ReactNode, name: string, note: ReactNode, title = name) => (
    <li key={name}>
      <button
        type="button"
        className={styles.item}
        aria-current={samePlace(place, to) ? 'page' : undefined}
        title={title}
        onClick={() => onGo(to)}
      >
        <span className={styles.icon}>{icon}</span>
        <span className={styles.name}>{name}</span>
        <span className={styles.note}>{note}</span>
      </button>
    </li>
  );

  let number = 0;
  return (
    <nav className={styles.navigation} aria-label="Case">
      <ul>
        {item({ kind: 'overview' }, <BoardRegular />, 'Overview', '')}
        {item({ kind: 'preparation' }, <TaskListSquareLtrRegular />, 'Preparation', doneOf(preparation.tasks))}
      </ul>
      {groups.map((group) => (
        <div key={group.id}>
          <h2 id={`group-${group.id}`} className={styles.group}>
            {group.title}
          </h2>
          <ul aria-labelledby={`group-${group.id}`}>
            {group.steps.map((step) => {
              number += 1;
              const state = stateOf(step.id);
              const open = step.questions.filter(({ id }) => !answered.has(id)).length;
              const questions =
                step.questions.length === 0
                  ? ''
                  : `, ${step.questions.length - open} of ${step.questions.length} answered`;
              return item(
                { kind: 'step', stepId: step.id },
                <StepMark state={state} />,
                `${String(number).padStart(2, '0')} ${step.title}`,
                <StepNote state={state} />,
                `${step.title}: ${stepWords(state).toLowerCase()}${questions}`,
              );
            })}
          </ul>
        </div>
      ))}
      <div>
        <h2 id="group-own" className={styles.group}>
          Own queries
        </h2>
        <ul aria-labelledby="group-own">
          {item({ kind: 'query' }, <CodeRegular />, 'New query', '')}
          {ownQueries.map(({ number: exhibit, title, rowCount }) =>
            item(
              { kind: 'ownQuery', exhibit },
              <DocumentSearchRegular />,
              `E${exhibit} ${title}`,
              <StepNote state={{ status: 'answered', rows: rowCount, warnings: 0 }} />,
            ),
          )}
        </ul>
      </div>
      {beside.length > 0 && (
        <div>
          <h2 id="group-beside" className={styles.group}>
            Kept beside
          </h2>
          <ul aria-labelledby="group-beside">
            {beside.map(({ number: exhibit, title, rowCount, outcome, verdicts }) =>
              item(
                { kind: 'ownQuery', exhibit },
                <DocumentSearchRegular />,
                `E${exhibit} ${title}`,
                <StepNote
                  state={
                    outcome === 'failed'
                      ? { status: 'failed' }
                      : {
                          status: 'answered',
                          rows: rowCount,
                          warnings: verdicts.filter(({ kind }) => kind !== 'complete').length,
                        }
                  }
                />,
              ),
            )}
          </ul>
        </div>
      )}
      <h2 id="group-analysis" className={styles.group}>
        Analysis
      </h2>
      <ul aria-labelledby="group-analysis">
        {item({ kind: 'entities' }, <PeopleListRegular />, 'Entities', '')}
        {item({ kind: 'comparison' }, <ArrowSwapRegular />, 'Compare', '')}
        {item({ kind: 'profile' }, <ShieldTaskRegular />, 'Expected state', profiles.data?.length)}
      </ul>
      <h2 id="group-record" className={styles.group}>
        Record
      </h2>
      <ul aria-labelledby="group-record">
        {item({ kind: 'findings' }, <LightbulbRegular />, 'Findings', findings.data?.length)}
        {item({ kind: 'bookmarks' }, <BookmarkRegular />, 'Bookmarks', bookmarks.data?.length)}
        {item({ kind: 'attachments' }, <AttachRegular />, 'Attachments', attachments.data?.length)}
        {item({ kind: 'closing' }, <TaskListSquareLtrRegular />, closing.title, doneOf(closing.tasks))}
        {item({ kind: 'notes' }, <NoteRegular />, 'Notes', String(view.notes.length))}
        {item({ kind: 'custody' }, <HistoryRegular />, 'Custody log', String(view.custody.count))}
      </ul>
    </nav>
  );
}
