import { Tab, TabList } from '@fluentui/react-components';
import { DocumentSearchRegular } from '@fluentui/react-icons';
import type { CaseView, ExhibitSummary, PlaybookStep } from '../../../shared/contract/index.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { StepMark, stepWords } from '../../ui/StepMark.tsx';
import { ExhibitView } from './ExhibitView.tsx';
import { parameterFields, typedValues } from './parameterValues.ts';
import { QueryPanel } from './QueryPanel.tsx';
import { QueryText } from './QueryText.tsx';
import styles from './Steps.module.css';
import { exhibitsOf, type StepVariant, variantState, variantsOf } from './stepState.ts';
import type { Run } from './useRun.ts';

const variantNames: Record<StepVariant, string> = { hardened: 'Hardened query', guide: 'The guide’s query' };

const isVariant = (value: unknown): value is StepVariant => value === 'guide' || value === 'hardened';

interface StepViewProps {
  readonly view: CaseView;
  readonly step: PlaybookStep;
  readonly run: Run;
  readonly variant: StepVariant | undefined;
  /** The exhibit to show; the newest of the variant when undefined. */
  readonly exhibit: number | undefined;
  readonly goTo: { readonly row: number } | undefined;
  readonly typed: Readonly<Record<string, string>>;
  readonly onType: (name: string, value: string) => void;
  readonly onVariant: (variant: StepVariant) => void;
  /** Undefined: the newest. */
  readonly onExhibit: (exhibit: number | undefined) => void;
  readonly onSelect: (exhibit: number, rows: readonly number[]) => void;
}

/** A step of the playbook: what it is for, its queries, and what they answered. */
export function StepView(props: StepViewProps) {
  const { view, step, run, typed, onType, onVariant, onExhibit, onSelect, goTo } = props;
  const variants = variantsOf(step);
  const variant = props.variant ?? variants[0] ?? 'guide';
  const query = step[variant];
  if (!query) return null;

  const siblings = exhibitsOf(view.exhibits, step.id, variant);
  const shown = siblings.find(({ number }) => number === props.exhibit) ?? siblings[0];
  const fields = parameterFields(query.parameters, view, siblings[0]);
  const state = variantState(view.exhibits, run.state, step.id, variant);
  const blocked = blockedBecause(view);
  const runNow = () => {
    onExhibit(undefined);
    void run.runOne(step.id, variant, typedValues(fields, typed));
  };

  return (
    <div className={styles.step}>
      <div className={styles.head}>
        <h2>{step.title}</h2>
        <p>{step.purpose}</p>
        {step.attack.length > 0 && <p className={styles.muted}>MITRE ATT&amp;CK: {step.attack.join(', ')}</p>}
        <Cautions cautions={step.cautions} />
      </div>
      <TabList
        size="small"
        selectedValue={variant}
        onTabSelect={(_, { value }) => isVariant(value) && onVariant(value)}
        aria-label="Queries of the step"
      >
        {variants.map((each) => {
          const eachState = variantState(view.exhibits, run.state, step.id, each);
          return (
            <Tab key={each} value={each} icon={<StepMark state={eachState} />}>
              {variantNames[each]} <span className={styles.tabState}>{stepWords(eachState)}</span>
            </Tab>
          );
        })}
      </TabList>
      <div role="tabpanel" aria-label={variantNames[variant]} className={styles.panel}>
        <QueryPanel
          key={`${step.id}/${variant}/${shown === undefined}`}
          variant={variant}
          kql={shown?.kql ?? query.kql}
          ran={shown !== undefined}
          fields={fields}
          typed={typed}
          running={run.running}
          blocked={blocked}
          onType={onType}
          onRun={() => runNow()}
        />
        {shown ? (
          <ExhibitView
            caseId={view.caseId}
            exhibit={shown}
            siblings={siblings}
            goTo={goTo}
            onPick={onExhibit}
            onSelect={(rows) => onSelect(shown.number, rows)}
          />
        ) : (
          <EmptyState icon={<DocumentSearchRegular />} title={state.status === 'running' ? 'Running' : 'Not run yet'}>
            {state.status === 'skipped'
              ? 'The last run skipped this query: give the value that it needs above, then run it.'
              : 'Run the query to see its rows here; the answer is saved as an exhibit.'}
          </EmptyState>
        )}
      </div>
    </div>
  );
}

function blockedBecause(view: CaseView): string | undefined {
  if (view.readOnly) return 'The case file is read-only.';
  return view.sourceAvailable ? undefined : 'The source cannot be reached: saved exhibits only.';
}

function Cautions({ cautions }: { cautions: readonly string[] }) {
  if (cautions.length === 0) return null;
  return (
    <details className={styles.cautions}>
      <summary>Read the rows with care ({cautions.length})</summary>
      <ul>
        {cautions.map((caution) => (
          <li key={caution}>{caution}</li>
        ))}
      </ul>
    </details>
  );
}

/** An exhibit that no step asked for, such as the examiner's own query. */
export function OwnQueryView(props: {
  readonly view: CaseView;
  readonly exhibit: ExhibitSummary;
  readonly goTo: { readonly row: number } | undefined;
  readonly onSelect: (rows: readonly number[]) => void;
}) {
  const { view, exhibit, goTo, onSelect } = props;
  return (
    <div className={styles.step}>
      <div className={styles.head}>
        <h2>{exhibit.title}</h2>
        <p>The examiner’s own query.</p>
      </div>
      <details className={styles.kql}>
        <summary>Query as it ran</summary>
        <QueryText kql={exhibit.kql} />
      </details>
      <ExhibitView
        caseId={view.caseId}
        exhibit={exhibit}
        siblings={[exhibit]}
        goTo={goTo}
        onPick={() => undefined}
        onSelect={onSelect}
      />
    </div>
  );
}
