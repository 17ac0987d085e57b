import {
  ArrowExportRegular,
  CodeRegular,
  DismissRegular,
  DocumentPdfRegular,
  NoteAddRegular,
  PlayRegular,
  ShieldCheckmarkRegular,
  StopRegular,
} from '@fluentui/react-icons';
import { useEffect, useReducer, useState } from 'react';
import type { CaseView, SearchHit, Verification } from '../../shared/contract/index.ts';
import { useRefreshCase } from '../api/reads.ts';
import { useAction } from '../api/useAction.ts';
import { failureOf } from '../api/workbenchApi.ts';
import { useBookmarkDrafts } from '../features/bookmarks/useBookmarkDrafts.ts';
import { CaseHeader } from '../features/case-overview/CaseHeader.tsx';
import { CaseNavigation } from '../features/case-overview/CaseNavigation.tsx';
import { VerifyResult } from '../features/case-overview/VerifyResult.tsx';
import { SendDialog } from '../features/exchange/SendDialog.tsx';
import { useFindingDrafts } from '../features/findings/useFindingDrafts.ts';
import { newNote, useNotes } from '../features/notes/useNotes.ts';
import { useProfileDrafts } from '../features/profiles/useProfileDrafts.ts';
import { OwnQueryStatus } from '../features/query-editor/OwnQueryStatus.tsx';
import { useOwnQuery } from '../features/query-editor/useOwnQuery.ts';
import { QuestionsPanel } from '../features/questions/QuestionsPanel.tsx';
import { useAnswers } from '../features/questions/useAnswers.ts';
import { ExportDialog } from '../features/report/ExportDialog.tsx';
import { ResumeRun } from '../features/steps/ResumeRun.tsx';
import { RunStatus } from '../features/steps/RunStatus.tsx';
import { stepState } from '../features/steps/stepState.ts';
import { useRun } from '../features/steps/useRun.ts';
import type { TaskDraft } from '../features/tasks/TaskChecklist.tsx';
import { Command, CommandBar, CommandSeparator } from '../ui/CommandBar.tsx';
import { FailureBar } from '../ui/FailureBar.tsx';
import { ProgressLine } from '../ui/ProgressLine.tsx';
import { useDraftStore } from '../ui/useDraftStore.ts';
import { CaseContent } from './CaseContent.tsx';
import styles from './CasePage.module.css';
import { casePageAfter, startOfCase, stepAt } from './casePlace.ts';
import { SelectedRows } from './SelectedRows.tsx';
import { useHit } from './useHit.ts';

interface CaseWorkbenchProps {
  readonly view: CaseView;
  /** The place that a search leads to. */
  readonly hit: SearchHit | undefined;
  readonly readFailure: unknown;
  readonly onHome: () => void;
  readonly onUnsaved: (unsaved: boolean) => void;
}

/** The case page: commands above, the playbook at the left, the rows in the middle, the questions at the right. */
export function CaseWorkbench({ view, hit, readFailure, onHome, onUnsaved }: CaseWorkbenchProps) {
  const [state, dispatch] = useReducer(casePageAfter, startOfCase);
  const run = useRun(view.caseId);
  const answers = useAnswers(view.caseId);
  const notes = useNotes(view.caseId);
  const findings = useFindingDrafts(view.caseId);
  const bookmarks = useBookmarkDrafts(view.caseId);
  const profiles = useProfileDrafts(view.caseId);
  const query = useOwnQuery(view);
  const tasks = useDraftStore<TaskDraft>();
  const [exporting, setExporting] = useState(false);
  const [sending, setSending] = useState(false);
  const [verification, setVerification] = useState<Verification | undefined>();
  const verify = useAction('cases.verify');
  const refresh = useRefreshCase(view.caseId);

  const written = Object.values(notes.drafts).some(({ value }) => value.trim() !== '');
  const unsaved =
    written ||
    query.unsaved ||
    findings.unsaved ||
    bookmarks.unsaved ||
    profiles.unsaved ||
    [answers.drafts, tasks.drafts].some((drafts) => Object.keys(drafts).length > 0);
  useEffect(() => onUnsaved(unsaved), [unsaved, onUnsaved]);
  useHit(view, hit, dispatch);

  const step = stepAt(view, state.place);
  const { place } = state;
  const shownBeside =
    place.kind === 'ownQuery' ? view.exhibits.find(({ number }) => number === place.exhibit) : undefined;
  const besideRows = ['step', 'ownQuery', 'query'].includes(state.place.kind);
  const openCited = ({ exhibit, row }: { exhibit: number; row: number }) => {
    const cited = view.exhibits.find(({ number }) => number === exhibit);
    if (cited) dispatch({ type: 'cited', exhibit: cited, row });
  };
  const steps = view.playbook.groups.flatMap((group) => group.steps);
  const stateOf = (stepId: string) => {
    const found = steps.find(({ id }) => id === stepId);
    return found ? stepState(view.exhibits, run.state, found) : ({ status: 'notRun' } as const);
  };
  const startNote = () => {
    if (!notes.drafts[newNote]) notes.edit(newNote, '');
    dispatch({ type: 'go', place: { kind: 'notes' } });
  };
  const startVerify = async () => {
    setVerification(undefined);
    const result = await verify.run({ path: view.path });
    if (result) setVerification(result);
    await refresh();
  };
  const cannotRun = run.running || view.readOnly || !view.sourceAvailable;

  return (
    <main className={styles.page}>
      <CaseHeader view={view} onHome={onHome} />
      <CommandBar label="Case">
        <Command icon={<PlayRegular />} disabled={cannotRun} onClick={() => void run.runAll()}>
          Run all steps
        </Command>
        <Command icon={<StopRegular />} disabled={!run.running} onClick={run.cancel}>
          Cancel
        </Command>
        <CommandSeparator />
        <Command icon={<NoteAddRegular />} disabled={view.readOnly} onClick={startNote}>
          Add note
        </Command>
        <Command icon={<CodeRegular />} onClick={() => dispatch({ type: 'go', place: { kind: 'query' } })}>
          New query
        </Command>
        <Command icon={<DocumentPdfRegular />} onClick={() => setExporting(true)}>
          Export PDF
        </Command>
        <Command icon={<ArrowExportRegular />} onClick={() => setSending(true)}>
          Export case
        </Command>
        <Command icon={<ShieldCheckmarkRegular />} disabled={verify.running} onClick={() => void startVerify()}>
          Verify
        </Command>
        <CommandSeparator />
        <Command icon={<DismissRegular />} onClick={onHome}>
          Close
        </Command>
      </CommandBar>
      <div className={styles.messages}>
        {readFailure !== null && <FailureBar failure={failureOf(readFailure)} />}
        <RunStatus run={run} steps={steps} />
        <ResumeRun view={view} run={run} />
        {place.kind !== 'query' && <OwnQueryStatus query={query} waiting={run.waiting} />}
        {verify.running && <ProgressLine label="Verifying every hash of the case file" onCancel={verify.cancel} />}
        <FailureBar failure={verify.failure} onDismiss={verify.dismiss} />
        {verification && <VerifyResult verification={verification} onDismiss={() => setVerification(undefined)} />}
      </div>
      <div className={styles.body} data-questions={besideRows}>
        <div className={styles.left}>
          <CaseNavigation
            view={view}
            place={state.place}
            stateOf={stateOf}
            onGo={(place) => dispatch({ type: 'go', place })}
          />
        </div>
        <div className={styles.middle}>
          <CaseContent
            view={view}
            state={state}
            dispatch={dispatch}
            run={run}
            notes={notes}
            findings={findings}
            bookmarks={bookmarks}
            profiles={profiles}
            tasks={tasks}
            query={query}
            onOpen={openCited}
          />
        </div>
        {besideRows && (
          <div className={styles.right}>
            {!view.readOnly && (
              <SelectedRows
                view={view}
                selection={state.selection}
                findings={findings}
                bookmarks={bookmarks}
                onWriteFinding={() => dispatch({ type: 'go', place: { kind: 'findings' } })}
              />
            )}
            <section aria-label="Questions">
              <QuestionsPanel
                view={view}
                stepId={step?.id ?? shownBeside?.stepId ?? undefined}
                wish={place.kind === 'step' ? place : undefined}
                answers={answers}
                selection={state.selection}
                onOpen={openCited}
              />
            </section>
          </div>
        )}
      </div>
      {sending && <SendDialog view={view} onClose={() => setSending(false)} onSent={() => void refresh()} />}
      {exporting && <ExportDialog view={view} onClose={() => setExporting(false)} onWritten={() => void refresh()} />}
    </main>
  );
}
