import { Button, FluentProvider } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { CaseId, CaseView, SearchHit, SourceRef } from '../shared/contract/index.ts';
import type { Failure } from '../shared/result.ts';
import styles from './App.module.css';
import { useApi } from './api/ApiContext.tsx';
import { seedCase } from './api/reads.ts';
import { failureOf } from './api/workbenchApi.ts';
import type { HitOption } from './features/search/hitOptions.ts';
import { SearchDialog } from './features/search/SearchDialog.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import { navigate, type Place, startOfNavigation } from './navigation.ts';
import { CasePage } from './pages/CasePage.tsx';
import { SourcePage } from './pages/SourcePage.tsx';
import { StartPage } from './pages/StartPage.tsx';
import { CrashBoundary } from './ui/CrashBoundary.tsx';
import { FailureBar } from './ui/FailureBar.tsx';
import { TopBar } from './ui/TopBar.tsx';
import { themes } from './ui/theme.ts';
import { useThemeChoice } from './ui/themeChoice.ts';
import { useCaseSearch } from './useCaseSearch.ts';

const start: Place = { page: 'start' };

/** The window: its bar, the page in view, and the questions that are asked on leaving one. */
export function App() {
  const api = useApi();
  const client = useQueryClient();
  const theme = useThemeChoice();
  const [{ place, asking }, dispatch] = useReducer(navigate, startOfNavigation);
  const [failure, setFailure] = useState<Failure | undefined>();
  const unsaved = useRef(false);

  const go = useCallback((to: Place) => dispatch({ type: 'go', to, unsaved: unsaved.current }), []);
  const goHome = useCallback(() => go(start), [go]);
  const goToSource = useCallback((source: SourceRef) => go({ page: 'source', source }), [go]);
  const setUnsaved = useCallback((now: boolean) => {
    unsaved.current = now;
  }, []);
  const goToCase = useCallback(
    (view: CaseView, hit?: SearchHit) => {
      seedCase(client, view);
      go({ page: 'case', caseId: view.caseId, path: view.path, ...(hit && { hit }) });
      api
        .call('shell.rememberCase', { path: view.path, title: view.title })
        .catch((error: unknown) => setFailure(failureOf(error)));
    },
    [api, client, go],
  );

  const closeCase = useCallback(
    (caseId: CaseId) => {
      client.removeQueries({ queryKey: ['cases.get', { caseId }] });
      api
        .call('cases.close', { caseId })
        .catch((error: unknown) => setFailure(failureOf(error)))
        .finally(() => client.invalidateQueries({ queryKey: ['shell.recentCases'] }));
    },
    [api, client],
  );
  const caseId = place.page === 'case' ? place.caseId : undefined;
  const openCase = useRef<CaseId | undefined>(undefined);
  // The case is closed when its page is left, whichever way: an open file is locked for others.
  useEffect(() => {
    const before = openCase.current;
    openCase.current = caseId;
    if (!before || before === caseId) return;
    unsaved.current = false;
    closeCase(before);
  }, [caseId, closeCase]);
  const stay = () => {
    if (asking?.page === 'case' && asking.caseId !== caseId) closeCase(asking.caseId);
    dispatch({ type: 'stay' });
  };

  useEffect(() => {
    const beforeClosing = (event: BeforeUnloadEvent) => {
      if (!unsaved.current) return;
      event.preventDefault();
      go({ page: 'start', closeWindow: true });
    };
    window.addEventListener('beforeunload', beforeClosing);
    return () => window.removeEventListener('beforeunload', beforeClosing);
  }, [go]);
  const closing = place.page === 'start' && place.closeWindow === true;
  useEffect(() => {
    if (closing) window.close();
  }, [closing]);

  const openAsked = useCallback(async () => {
    try {
      const { path } = await api.call('shell.takeCaseToOpen', {});
      if (path) goToCase(await api.call('cases.open', { path }));
    } catch (error) {
      setFailure(failureOf(error));
    }
  }, [api, goToCase]);
  /** The file's id is its own, so what is typed on the page stays with the case. */
  const reopen = async (path: string, hit?: SearchHit) => {
    try {
      goToCase(await api.call('cases.open', { path }), hit);
      setFailure(undefined);
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  useEffect(() => {
    void openAsked();
    return api.subscribe('shell.caseToOpen', () => void openAsked());
  }, [api, openAsked]);
  useEffect(
    () => api.subscribe('engine.stopped', ({ message }) => setFailure({ code: 'engineStopped', message })),
    [api],
  );

  const search = useCaseSearch(place);
  const goToHit = ({ path, hit }: HitOption) => {
    search.close();
    if (place.page === 'case') go({ ...place, hit: { ...hit } });
    else void reopen(path, hit);
  };

  return (
    <FluentProvider theme={themes[theme.mode]} className="casebook">
      <div className={styles.app} data-app-state="loaded" data-page={place.page}>
        <TopBar
          choice={theme.choice}
          onChoose={theme.setChoice}
          onHome={goHome}
          onSearch={search.start}
          searchLabel={search.label}
        />
        <FailureBar failure={failure} onDismiss={() => setFailure(undefined)}>
          {failure?.code === 'engineStopped' && place.page === 'case' && (
            <Button size="small" onClick={() => void reopen(place.path)}>
              Open the case again
            </Button>
          )}
        </FailureBar>
        <div className={styles.page}>
          <CrashBoundary key={place.page}>
            {place.page === 'start' && <StartPage onSource={goToSource} onCase={goToCase} />}
            {place.page === 'source' && (
              <SourcePage key={JSON.stringify(place.source)} source={place.source} onHome={goHome} onCase={goToCase} />
            )}
            {place.page === 'case' && (
              <CasePage
                key={place.caseId}
                caseId={place.caseId}
                hit={place.hit}
                onHome={goHome}
                onUnsaved={setUnsaved}
              />
            )}
          </CrashBoundary>
        </div>
      </div>
      {search.scope && <SearchDialog scope={search.scope} onClose={search.close} onPick={goToHit} />}
      {asking && <LeaveDialog onStay={stay} onLeave={() => dispatch({ type: 'leave' })} />}
    </FluentProvider>
  );
}
