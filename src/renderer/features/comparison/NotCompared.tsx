import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { CaseView } from '../../../shared/contract/index.ts';
import styles from './Comparison.module.css';
import { stepsWithoutRule } from './comparableAnswers.ts';
import type { ComparedCase } from './useComparison.ts';
import { variantNames } from './variantNames.ts';

/** The queries whose two answers cannot be compared, and why. */
export function Refused({
  refused,
  titleOf,
}: {
  readonly refused: ComparedCase['outcome']['refused'];
  readonly titleOf: (stepId: string) => string;
}) {
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.message ?? ''}>
      <MessageBarBody>
        <MessageBarTitle>Some answers do not fit together, so they are not compared.</MessageBarTitle>
        {refused.map(({ stepId, variant, reason }) => (
          <p key={`${stepId}/${variant}`}>
            {titleOf(stepId)} ({variantNames[variant]}): {reason}
          </p>
        ))}
      </MessageBarBody>
    </MessageBar>
  );
}

/** The queries that one case alone answered: about these nothing can be said. */
export function OneSided({
  view,
  compared,
  titleOf,
}: {
  readonly view: CaseView;
  readonly compared: ComparedCase;
  readonly titleOf: (stepId: string) => string;
}) {
  const here = compared.side === 'before' ? 'after' : 'before';
  const only = (side: 'before' | 'after') =>
    compared.outcome.missing
      .filter(({ answeredIn }) => answeredIn === side)
      .map((one) => `${titleOf(one.stepId)} (${variantNames[one.variant]})`);
  const lists = [
    { name: `Answered only in this case, “${view.title}”`, steps: only(here) },
    { name: `Answered only in the other case, “${compared.title}”`, steps: only(compared.side) },
  ].filter(({ steps }) => steps.length > 0);
  return (
    <MessageBar intent="info" layout="multiline" className={styles.message ?? ''} data-testid="one-sided">
      <MessageBarBody>
        <MessageBarTitle>Some queries were answered on one side only, so they are not compared.</MessageBarTitle>
        {lists.map(({ name, steps }) => (
          <p key={name}>
            {name}: {steps.join('; ')}.
          </p>
        ))}
      </MessageBarBody>
    </MessageBar>
  );
}

/** The steps that no comparison covers, and why. */
export function WithoutRule({ view }: { view: CaseView }) {
  const steps = stepsWithoutRule(view);
  if (steps.length === 0) return null;
  return (
    <p className="muted">
      Not compared, because the playbook names no columns by which their rows are the same thing:{' '}
      {steps.map(({ title }) => title).join(', ')}.
    </p>
  );
}
