import { type Dispatch, useState } from 'react';
import type { CaseView, ExhibitSummary } from '../../shared/contract/index.ts';
import { AttachmentsView } from '../features/attachments/AttachmentsView.tsx';
import { BookmarksView } from '../features/bookmarks/BookmarksView.tsx';
import type { BookmarkDrafts } from '../features/bookmarks/useBookmarkDrafts.ts';
import { Overview } from '../features/case-overview/Overview.tsx';
import { ComparisonView } from '../features/comparison/ComparisonView.tsx';
import { useComparison } from '../features/comparison/useComparison.ts';
import { CustodyView } from '../features/custody/CustodyView.tsx';
import { EntitiesView } from '../features/entities/EntitiesView.tsx';
import { useEntityPage } from '../features/entities/useEntityPage.ts';
import { FindingsView } from '../features/findings/FindingsView.tsx';
import type { FindingDrafts } from '../features/findings/useFindingDrafts.ts';
import { NotesView } from '../features/notes/NotesView.tsx';
import type { Notes } from '../features/notes/useNotes.ts';
import { ProfileView } from '../features/profiles/ProfileView.tsx';
import type { ProfileDrafts } from '../features/profiles/useProfileDrafts.ts';
import { QueryEditorView } from '../features/query-editor/QueryEditorView.tsx';
import type { AskedOtherwise, OwnQuery } from '../features/query-editor/useOwnQuery.ts';
import { OwnExhibit } from '../features/steps/OwnExhibit.tsx';
import { OwnQueryView } from '../features/steps/OwnQueryView.tsx';
import { StepView } from '../features/steps/StepView.tsx';
import type { Run } from '../features/steps/useRun.ts';
import { TaskChecklist, type TaskDraft } from '../features/tasks/TaskChecklist.tsx';
import type { CitedRow } from '../ui/CitedRows.tsx';
import type { DraftStore } from '../ui/useDraftStore.ts';
import { type CasePageEvent, type CasePageState, stepAt } from './casePlace.ts';
import { SignInAgain } from './SignInAgain.tsx';

interface CaseContentProps {
  readonly view: CaseView;
  readonly state: CasePageState;
  readonly dispatch: Dispatch<CasePageEvent>;
  readonly run: Run;
  readonly notes: Notes;
  readonly findings: FindingDrafts;
  readonly bookmarks: BookmarkDrafts;
  readonly profiles: ProfileDrafts;
  readonly tasks: DraftStore<TaskDraft>;
  readonly query: OwnQuery;
  readonly onOpen: (cited: CitedRow) => void;
}

/** The middle of the case page: what the list at the left points to. */
export function CaseContent(props: CaseContentProps) {
  const { view, state, dispatch, run, notes, findings, bookmarks, profiles, tasks, query, onOpen } = props;
  /** Parameter values as typed, by step and name. */
  const [typed, setTyped] = useState<Readonly<Record<string, Readonly<Record<string, string>>>>>({});
  const comparison = useComparison(view);
  const entityPage = useEntityPage();
  const { place } = state;
  const askAgain = async (exhibit: ExhibitSummary, otherwise: AskedOtherwise) => {
    const made = await query.askAgain(exhibit, otherwise);
    if (made !== undefined) dispatch({ type: 'askedAgain', of: exhibit.number, exhibit: made });
  };
  const ownExhibit = (exhibit: ExhibitSummary) => ({
    view,
    exhibit,
    running: query.running,
    goTo: state.goTo,
    onSelect: (rows: readonly number[]) => dispatch({ type: 'select', exhibit: exhibit.number, rows }),
    onAskAgain: (otherwise: AskedOtherwise) => void askAgain(exhibit, otherwise),
    onOpen: (number: number) => dispatch({ type: 'go', place: { kind: 'ownQuery', exhibit: number } }),
    signIn: <SignInAgain source={view.source} />,
  });

  switch (place.kind) {
    case 'overview':
      return (
        <Overview
          view={view}
          running={run.running}
          onRunAll={() => void run.runAll()}
          onOpen={onOpen}
          onGo={(to) => dispatch({ type: 'go', place: to })}
        />
      );
    case 'preparation':
    case 'closing':
      return (
        <TaskChecklist
          key={place.kind}
          view={view}
          title={view.playbook[place.kind].title}
          introduction={
            place.kind === 'preparation'
              ? 'What the guide asks for before the first query. Mark what is done, or why it does not apply.'
              : 'What the guide suggests once the investigation is over.'
          }
          tasks={view.playbook[place.kind].tasks}
          store={tasks}
        />
      );
    case 'notes':
      return <NotesView view={view} notes={notes} />;
    case 'custody':
      return <CustodyView view={view} />;
    case 'findings':
      return <FindingsView view={view} drafts={findings} wish={place} onOpen={onOpen} />;
    case 'bookmarks':
      return <BookmarksView view={view} drafts={bookmarks} onOpen={onOpen} />;
    case 'attachments':
      return <AttachmentsView view={view} />;
    case 'entities':
      return <EntitiesView view={view} page={entityPage} onOpen={onOpen} />;
    case 'comparison':
      return <ComparisonView view={view} comparison={comparison} onOpen={onOpen} />;
    case 'profile':
      return <ProfileView view={view} drafts={profiles} onOpen={onOpen} />;
    case 'query': {
      const exhibit = view.exhibits.find(({ number }) => number === query.exhibit);
      return (
        <QueryEditorView view={view} query={query} waiting={run.waiting}>
          {exhibit && <OwnExhibit {...ownExhibit(exhibit)} goTo={undefined} />}
        </QueryEditorView>
      );
    }
    case 'ownQuery': {
      const exhibit = view.exhibits.find(({ number }) => number === place.exhibit);
      return exhibit ? (
        <OwnQueryView
          key={exhibit.number}
          {...ownExhibit(exhibit)}
          onEdit={() => {
            query.setText(exhibit.kql);
            dispatch({ type: 'go', place: { kind: 'query' } });
          }}
        />
      ) : null;
    }
    case 'step': {
      const step = stepAt(view, place);
      return step ? (
        <StepView
          key={step.id}
          view={view}
          step={step}
          run={run}
          variant={state.variant}
          exhibit={state.exhibit}
          goTo={state.goTo}
          typed={typed[step.id] ?? {}}
          onType={(name, value) =>
            setTyped((current) => ({ ...current, [step.id]: { ...current[step.id], [name]: value } }))
          }
          onVariant={(variant) => dispatch({ type: 'variant', variant })}
          onExhibit={(exhibit) => dispatch({ type: 'exhibit', exhibit })}
          onSelect={(exhibit, rows) => dispatch({ type: 'select', exhibit, rows })}
          onOpen={onOpen}
          signIn={<SignInAgain source={view.source} />}
          onKept={(exhibit) => dispatch({ type: 'go', place: { kind: 'ownQuery', exhibit } })}
        />
      ) : null;
    }
  }
}
