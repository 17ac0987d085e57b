import {
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Radio,
  RadioGroup,
} from '@fluentui/react-components';
import { ArrowSyncRegular, FolderOpenRegular } from '@fluentui/react-icons';
import type { CaseView } from '../../../shared/contract/index.ts';
import { CaseFileChooser } from '../../ui/CaseFileChooser.tsx';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { utcRange } from '../../ui/format.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { CasesCompared } from './CasesCompared.tsx';
import styles from './Comparison.module.css';
import type { ComparedCase, ComparisonPage } from './useComparison.ts';

interface OtherCaseProps {
  readonly view: CaseView;
  readonly comparison: ComparisonPage;
  readonly onOpen: (cited: CitedRow) => void;
}

/** This case beside another case file, as before or after. */
export function OtherCase({ view, comparison, onOpen }: OtherCaseProps) {
  const { compared, running, failure, compareWith, forget, dismiss } = comparison;
  return (
    <div className={styles.stack}>
      <FailureBar failure={failure} onDismiss={dismiss} />
      {!compared && (
        <section aria-labelledby="choose-other" className={styles.stack}>
          <h3 id="choose-other">Which case to compare with</h3>
          <p className={styles.lead}>
            It is opened only to be read, compared query by query, and closed again. Its window proposes whether it is
            the earlier or the later one; you can turn that round.
          </p>
          <CaseFileChooser except={view.path} busy={running} onChoose={(path) => void compareWith(path)} />
        </section>
      )}
      {running && <ProgressLine label="Comparing both cases" />}
      {compared && (
        <>
          <Sides view={view} compared={compared} />
          <div className={styles.tools}>
            <Field label="The other case stands" size="small">
              <RadioGroup
                layout="horizontal"
                value={comparison.asked ?? compared.side}
                onChange={(_, { value }) => void compareWith(compared.path, value === 'before' ? 'before' : 'after')}
              >
                <Radio value="before" label="before this one" />
                <Radio value="after" label="after this one" />
              </RadioGroup>
            </Field>
            <Button size="small" icon={<FolderOpenRegular />} disabledFocusable={running} onClick={forget}>
              Choose another case
            </Button>
            {compared.exhibits !== view.exhibits.length && (
              <Button
                size="small"
                appearance="primary"
                icon={<ArrowSyncRegular />}
                disabledFocusable={running}
                onClick={() => void compareWith(compared.path, compared.side)}
              >
                Compare again: this case has new exhibits
              </Button>
            )}
          </div>
          <Doubts view={view} compared={compared} />
          <CasesCompared view={view} compared={compared} onOpen={onOpen} />
        </>
      )}
    </div>
  );
}

/** Both cases with their windows, the earlier one first. */
function Sides({ view, compared }: { view: CaseView; compared: ComparedCase }) {
  const here = { name: 'this case', title: view.title, window: view.window };
  const there = { name: 'the other case', title: compared.title, window: compared.window };
  const [before, after] = compared.side === 'before' ? [there, here] : [here, there];
  return (
    <dl className={styles.sides} data-testid="compared-cases">
      {[
        { label: 'Before', ...before },
        { label: 'After', ...after },
      ].map(({ label, name, title, window }) => (
        <div key={label} className={styles.side}>
          <dt>
            {label}: {name}
          </dt>
          <dd className={styles.sideTitle}>{title}</dd>
          <dd className="muted">{utcRange(window)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What makes the two cases a doubtful pair. */
function Doubts({ view, compared }: { view: CaseView; compared: ComparedCase }) {
  const { subject, side, window } = compared;
  const sameDevice = subject.deviceId === view.subject.deviceId && subject.hubName === view.subject.hubName;
  const [before, after] = side === 'before' ? [window, view.window] : [view.window, window];
  const inOrder = before.to < after.to || (before.to === after.to && before.from <= after.from);
  return (
    <>
      {!sameDevice && (
        <MessageBar intent="warning" layout="multiline" className={styles.message ?? ''}>
          <MessageBarBody>
            <MessageBarTitle>The two cases are about different devices.</MessageBarTitle>
            The other case is about {subject.deviceId} at hub {subject.hubName}, this one about {view.subject.deviceId}{' '}
            at hub {view.subject.hubName}. A difference need not be a change.
          </MessageBarBody>
        </MessageBar>
      )}
      {!inOrder && (
        <MessageBar intent="warning" layout="multiline" className={styles.message ?? ''}>
          <MessageBarBody>
            <MessageBarTitle>The case that stands before covers the later time.</MessageBarTitle>
            What is called added was there first. Turn the order round, unless that is what you want to see.
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}
