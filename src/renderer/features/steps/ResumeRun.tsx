import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import type { CaseView } from '../../../shared/contract/index.ts';
import { useInterruptedRun } from '../../api/reads.ts';
import { utc } from '../../ui/format.ts';
import type { Run } from './useRun.ts';

/** Offers to go on with a whole run that was cut short, whether in this sitting or an earlier one. */
export function ResumeRun({ view, run }: { readonly view: CaseView; readonly run: Run }) {
  const { data } = useInterruptedRun(view.caseId, view.custody.count);
  if (!data || run.running || view.readOnly) return null;
  const left =
    data.remaining === 0
      ? 'All of its queries are answered; the raw events are still to be kept and recounted.'
      : `${data.remaining} of its ${data.queries} queries are still to be answered.`;
  return (
    <MessageBar layout="multiline" intent="warning">
      <MessageBarBody>
        The run of {utc(data.startedAt)} is not complete. {left}
        {!view.sourceAvailable && ' It can go on once the log source is there again.'}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" disabled={!view.sourceAvailable} onClick={() => void run.runAll({ resume: true })}>
          Resume the run
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
