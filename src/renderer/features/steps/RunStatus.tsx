import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { PlaybookStep } from '../../../shared/contract/index.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { endedCount } from './runState.ts';
import { variantsOf } from './stepState.ts';
import type { Run } from './useRun.ts';

/** How the run goes, and how it ended. */
export function RunStatus({ run, steps }: { run: Run; steps: readonly PlaybookStep[] }) {
  const now = Object.entries(run.state).find(([, state]) => state === 'running')?.[0];
  const step = steps.find(({ id }) => id === now?.split('/')[0]);
  const queries = steps.reduce((sum, each) => sum + variantsOf(each).length, 0);
  if (run.running) {
    return (
      <ProgressLine
        label={[runningText(run, step), run.waiting].filter(Boolean).join('. ')}
        {...(run.runningAll
          ? { done: endedCount(run.state), total: queries }
          : { done: run.progress?.done, total: run.progress?.total })}
        onCancel={run.cancel}
      />
    );
  }
  const told = run.cancelled ? 'The run was cancelled. What had been answered by then is saved.' : run.outcome?.text;
  return (
    <>
      <FailureBar failure={run.failure} onDismiss={run.dismiss} />
      {told && (
        <MessageBar
          layout="multiline"
          intent={run.cancelled ? 'info' : run.outcome?.clean ? 'success' : 'warning'}
          role="status"
        >
          <MessageBarBody>
            {told}
            {run.outcome?.skipped.map(({ stepId, reason }) => (
              <p key={`${stepId} ${reason}`}>
                {steps.find(({ id }) => id === stepId)?.title ?? stepId}: {reason}
              </p>
            ))}
          </MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button appearance="transparent" icon={<DismissRegular />} aria-label="Dismiss" onClick={run.dismiss} />
            }
          />
        </MessageBar>
      )}
    </>
  );
}

/** A whole run tells its step; one query also what it does, where it takes more than one answer. */
function runningText({ runningAll, progress }: Run, step: PlaybookStep | undefined): string {
  if (!step) return progress?.text ?? 'Running';
  return [`Running: ${step.title}`, !runningAll && progress?.text].filter(Boolean).join('. ');
}
