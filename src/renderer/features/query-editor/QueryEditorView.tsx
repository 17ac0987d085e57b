import { Button, Input, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { PlayRegular, StopRegular, TextAlignLeftRegular } from '@fluentui/react-icons';
import { type ReactNode, useRef, useState } from 'react';
import type { CaseView } from '../../../shared/contract/index.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { KqlEditor, type KqlEditorHandle } from '../../ui/kql/KqlEditor.tsx';
import { useKqlLanguage } from '../../ui/kql/kqlLanguage.ts';
import type { QueryCheck } from '../../ui/kql/problems.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { ProblemList } from './ProblemList.tsx';
import styles from './QueryEditor.module.css';
import { QueryHistory } from './QueryHistory.tsx';
import { queryTitle } from './queryTitle.ts';
import type { OwnQuery } from './useOwnQuery.ts';

interface QueryEditorViewProps {
  readonly view: CaseView;
  readonly query: OwnQuery;
  /** The answer of the query that ran last. */
  readonly children: ReactNode;
}

/** A query of the examiner's own: written, checked and run on the case's source. */
export function QueryEditorView({ view, query, children }: QueryEditorViewProps) {
  const editor = useRef<KqlEditorHandle>(null);
  const language = useKqlLanguage(view.source, view.caseId);
  const [check, setCheck] = useState<QueryCheck | undefined | null>(null);
  const blocked = view.readOnly ? 'The case file is read-only.' : undefined;
  const run = () => {
    const chosen = editor.current?.chosenText() ?? '';
    if (chosen.trim() !== '' && !query.running && blocked === undefined) void query.run(chosen);
  };
  const format = () => void editor.current?.format().catch((error: unknown) => query.setFailure(failureOf(error)));
  return (
    <div className={styles.view}>
      <div>
        <h2>New query</h2>
        <p className={styles.muted}>
          Reads the case’s source within its window, and exhibits as exhibit(1). Every run is saved as an exhibit.
          Ctrl+Space proposes, Ctrl+Enter runs the selection or all, Shift+Alt+F lays out; Esc, then Tab, leaves the
          editor.
        </p>
      </div>
      <div className={styles.bar}>
        <Button
          size="small"
          appearance="primary"
          icon={<PlayRegular />}
          disabledFocusable={query.running || blocked !== undefined || query.text.trim() === ''}
          title={blocked ?? 'Runs the selection or the whole text and saves the answer (Ctrl+Enter)'}
          onClick={run}
        >
          Run query
        </Button>
        <Button
          size="small"
          appearance="subtle"
          icon={<StopRegular />}
          disabledFocusable={!query.running}
          onClick={query.cancel}
        >
          Cancel the query
        </Button>
        <Button
          size="small"
          appearance="subtle"
          icon={<TextAlignLeftRegular />}
          title="One operator a line (Shift+Alt+F)"
          onClick={format}
        >
          Format
        </Button>
        <QueryHistory exhibits={view.exhibits} onPick={({ kql }) => editor.current?.replace(kql)} />
        <Input
          size="small"
          className={styles.title ?? ''}
          aria-label="Title of the query"
          placeholder={`Title: ${queryTitle(query.text)}`}
          maxLength={200}
          value={query.title}
          onChange={(_, { value }) => query.setTitle(value)}
        />
      </div>
      <div className={styles.editor}>
        <KqlEditor
          ref={editor}
          initialText={query.text}
          label="KQL query"
          language={language}
          onChange={query.setText}
          onCheck={setCheck}
          onRun={run}
          onFailure={query.setFailure}
        />
      </div>
      <ProblemList check={check} onGoTo={(position) => editor.current?.goTo(position)} />
      <FailureBar failure={query.failure} onDismiss={query.dismiss} />
      {query.refused && (
        <MessageBar intent="warning" layout="multiline" role="alert">
          <MessageBarBody>{query.refused}</MessageBarBody>
        </MessageBar>
      )}
      {query.cancelled && (
        <MessageBar intent="info" role="status">
          <MessageBarBody>The query was cancelled. Nothing of it is saved.</MessageBarBody>
        </MessageBar>
      )}
      {query.running && <ProgressLine label="Running the query" onCancel={query.cancel} />}
      {children}
    </div>
  );
}
