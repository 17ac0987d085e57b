import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useId } from 'react';
import type { Input as CallInput, CaseView, Playbook } from '../../../shared/contract/index.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { useRefreshCase } from '../../api/reads.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { utc } from '../../ui/format.ts';
import type { DraftStore } from '../../ui/useDraftStore.ts';
import styles from './Tasks.module.css';

type TaskState = CallInput<'tasks.put'>['state'];
export interface TaskDraft {
  readonly state: TaskState;
  readonly remark: string;
}

const names: Record<TaskState, string> = { open: 'Open', done: 'Done', notApplicable: 'Does not apply' };
const isState = (value: string): value is TaskState => Object.hasOwn(names, value);

interface TaskChecklistProps {
  readonly view: CaseView;
  readonly title: string;
  readonly introduction: string;
  readonly tasks: Playbook['preparation']['tasks'];
  readonly store: DraftStore<TaskDraft>;
}

/** A list of things to do outside the product, with what became of each. */
export function TaskChecklist({ view, title, introduction, tasks, store }: TaskChecklistProps) {
  const heading = useId();
  return (
    <section className={styles.tasks} aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      <p className={styles.muted}>{introduction}</p>
      <ol className={styles.list}>
        {tasks.map((task, index) => (
          <TaskItem key={task.id} view={view} task={task} number={index + 1} store={store} />
        ))}
      </ol>
    </section>
  );
}

function TaskItem(props: {
  readonly view: CaseView;
  readonly task: Playbook['preparation']['tasks'][number];
  readonly number: number;
  readonly store: DraftStore<TaskDraft>;
}) {
  const { view, task, number, store } = props;
  const api = useApi();
  const refresh = useRefreshCase(view.caseId);
  const saved = view.tasks.find(({ taskId }) => taskId === task.id);
  const draft = store.drafts[task.id];
  const current: TaskDraft = draft?.value ?? { state: saved?.state ?? 'open', remark: saved?.remark ?? '' };
  const put = (value: TaskDraft) =>
    void store.save(task.id, value, async ({ state, remark }) => {
      await api.call('tasks.put', { caseId: view.caseId, taskId: task.id, state, remark });
      await refresh();
    });
  return (
    <li className={styles.task} data-state={current.state}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <div className={styles.words}>
        <p className={styles.text}>{task.text}</p>
        {task.detail && <p className={styles.muted}>{task.detail}</p>}
        <div className={styles.controls}>
          <Select
            size="small"
            aria-label={`State of task ${number}: ${task.text}`}
            value={current.state}
            disabled={view.readOnly}
            onChange={(_, { value }) => isState(value) && put({ ...current, state: value })}
          >
            {Object.entries(names).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </Select>
          <Field size="small" className={styles.remark ?? ''}>
            <Input
              size="small"
              aria-label={`Remark on task ${number}`}
              placeholder="Remark"
              maxLength={20_000}
              readOnly={view.readOnly}
              value={current.remark}
              onChange={(_, { value }) => store.edit(task.id, { ...current, remark: value })}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && draft) put(current);
              }}
            />
          </Field>
          {draft ? (
            <>
              <Button size="small" appearance="primary" disabledFocusable={draft.saving} onClick={() => put(current)}>
                {draft.saving ? 'Saving…' : 'Save'}
              </Button>
              <Button size="small" appearance="subtle" onClick={() => store.discard(task.id)}>
                Discard
              </Button>
            </>
          ) : (
            saved && <span className={styles.muted}>Saved {utc(saved.at)}</span>
          )}
        </div>
        <FailureBar failure={draft?.failure} />
      </div>
    </li>
  );
}
