import { Button, Input } from '@fluentui/react-components';
import { ArrowDownloadRegular, PlayRegular, StopRegular, TextAlignLeftRegular } from '@fluentui/react-icons';
import { type ReactNode, useId, useRef, useState } from 'react';
import type { CaseView } from '../../../shared/contract/index.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { KqlEditor, type KqlEditorHandle } from '../../ui/kql/KqlEditor.tsx';
import { useKqlLanguage } from '../../ui/kql/kqlLanguage.ts';
import type { QueryCheck } from '../../ui/kql/problems.ts';
import { OwnQueryStatus } from './OwnQueryStatus.tsx';
import { ProblemList } from './ProblemList.tsx';
import styles from './QueryEditor.module.css';
import { QueryHistory } from './QueryHistory.tsx';
import { queryTitle } from './queryTitle.ts';
import type { OwnQuery } from './useOwnQuery.ts';
import { wholeRows } from './wholeRows.ts';

interface QueryEditorViewProps {
  readonly view: CaseView;
  readonly query: OwnQuery;
  /** What a service that is asked has to be waited for, while it is. */
  readonly waiting: string | undefined;
  /** The answer of the query that ran last. */
  readonly children: ReactNode;
}

/** A query of the examiner's own: written, checked and run on the case's source. */
export function QueryEditorView({ view, query, waiting, children }: QueryEditorViewProps) {
  const wholeId = useId();
  const editor = useRef<KqlEditorHandle>(null);
  const language = useKqlLanguage(view.source, view.caseId);
  const [check, setCheck] = useState<QueryCheck | undefined | null>(null);
  const blocked = view.readOnly ? 'The case file is read-only.' : undefined;
  const isOfService = view.source.kind !== 'local';
  const whole = isOfService ? wholeRows(query.text) : undefined;
  const run = (all: boolean) => {
    const chosen = editor.current?.chosenText() ?? '';
    if (chosen.trim() !== '' && !query.running && blocked === undefined) void query.run(chosen, { all });
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
          onClick={() => run(false)}
        >
          Run query
        </Button>
        {whole && (
          <Button
            size="small"
            icon={<ArrowDownloadRegular />}
            disabledFocusable={query.running || blocked !== undefined || !whole.possible}
            aria-describedby={wholeId}
            title={blocked ?? whole.text}
            onClick={() => run(true)}
          >
            Fetch all rows
          </Button>
        )}
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
      {whole && (
        <p id={wholeId} className={styles.muted}>
          {whole.text}
        </p>
      )}
      <div className={styles.editor}>
        <KqlEditor
          ref={editor}
          initialText={query.text}
          label="KQL query"
          language={language}
          onChange={query.setText}
          onCheck={setCheck}
          onRun={() => run(false)}
          onFailure={query.setFailure}
        />
      </div>
      <ProblemList check={check} onGoTo={(position) => editor.current?.goTo(position)} />
      <OwnQueryStatus query={query} waiting={waiting} />
      {children}
    </div>
  );
}
