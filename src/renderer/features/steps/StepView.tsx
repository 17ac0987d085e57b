import { Button } from '@fluentui/react-components';
import { DocumentSearchRegular, PlayRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { profiledSteps } from '../../../core/profiles/stepThings.ts';
import { mostWaitSeconds } from '../../../core/serviceReplies/serviceReply.ts';
import { isStepPart, partsInForce } from '../../../core/verdicts/windowPart.ts';
import type { CaseView, PlaybookStep } from '../../../shared/contract/index.ts';
import { useJudgingProfile } from '../../api/reads.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { Disclosures } from '../../ui/Disclosures.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { BesideEachOther } from './BesideEachOther.tsx';
import { ExhibitView } from './ExhibitView.tsx';
import { LeftOut } from './LeftOut.tsx';
import { NarrowWindow } from './NarrowWindow.tsx';
import { ProvenanceFacts } from './Provenance.tsx';
import { parameterFields, typedValues } from './parameterValues.ts';
import { QueryPanel } from './QueryPanel.tsx';
import styles from './Steps.module.css';
import { couldWaitLonger, exhibitsOf, type StepVariant, variantState, variantsOf } from './stepState.ts';
import type { AskedOtherwise, Run } from './useRun.ts';
import { VariantTabs, variantNames } from './VariantTabs.tsx';
import { WindowParts } from './WindowParts.tsx';

const queryDisclosure = 'Query and parameters';

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
  readonly onOpen: (cited: CitedRow) => void;
  /** Shows an exhibit that was just kept beside the step's. */
  readonly onKept: (exhibit: number) => void;
  /** Leads to the sign-in. */
  readonly signIn: ReactNode;
}

/** A step of the playbook: what it is for, its queries, and what they answered. */
export function StepView(props: StepViewProps) {
  const { view, step, run, typed, onType, onVariant, onExhibit, onSelect, onOpen, goTo } = props;
  const profile = useJudgingProfile(view);
  const variants = variantsOf(step);
  const variant = props.variant ?? variants[0] ?? 'guide';
  const query = step[variant];
  if (!query) return null;

  const siblings = exhibitsOf(view.exhibits, step.id, variant);
  const whole = siblings.find((exhibit) => !isStepPart(exhibit));
  const shown = siblings.find(({ number }) => number === props.exhibit) ?? whole ?? siblings[0];
  const fields = parameterFields(query.parameters, view, whole);
  const state = variantState(view.exhibits, run.state, step.id, variant);
  const blocked = blockedBecause(view);
  const hasRaw = view.exhibits.some(({ role, outcome }) => role?.role === 'raw' && outcome === 'answered');
  const runNow = async (otherwise: AskedOtherwise = {}) => {
    onExhibit(undefined);
    const made = await run.runOne(step.id, variant, typedValues(fields, typed), otherwise);
    if (otherwise.window && made !== undefined) onExhibit(made);
  };
  /** Asks again what the exhibit shown was asked for. */
  const askAgain = (otherwise: AskedOtherwise) =>
    void runNow({ ...(shown && isStepPart(shown) && { window: shown.window }), ...otherwise });
  const mayAsk = !run.running && blocked === undefined;
  const disclosures = [
    {
      name: queryDisclosure,
      content: (
        <QueryPanel
          variant={variant}
          hasTwin={variants.length > 1}
          kql={shown?.kql ?? query.kql}
          ran={shown !== undefined}
          fields={fields}
          typed={typed}
          disabled={blocked !== undefined}
          onType={onType}
        />
      ),
    },
    ...(step.cautions.length > 0
      ? [{ name: `Read with care (${step.cautions.length})`, content: <Cautions cautions={step.cautions} /> }]
      : []),
    ...(step.sameRows && step.guide && step.hardened && shown
      ? [
          {
            name: 'Both queries side by side',
            content: (
              <BesideEachOther caseId={view.caseId} stepId={step.id} exhibits={view.exhibits.length} onOpen={onOpen} />
            ),
          },
        ]
      : []),
    ...(shown ? [{ name: 'Provenance', content: <ProvenanceFacts exhibit={shown} /> }] : []),
  ];

  return (
    <div className={styles.step}>
      <div className={styles.head}>
        <h2>{step.title}</h2>
        <p>
          {step.purpose}
          {step.attack.length > 0 && <span className={styles.attack}>ATT&amp;CK {step.attack.join(', ')}</span>}
        </p>
      </div>
      <div className={styles.queries}>
        <VariantTabs {...{ view, step, run, variant, onVariant }} />
        <Button
          size="small"
          appearance={shown ? 'secondary' : 'primary'}
          icon={<PlayRegular />}
          disabledFocusable={run.running || blocked !== undefined}
          title={blocked ?? 'Runs this query and saves its answer as an exhibit'}
          onClick={() => void runNow()}
        >
          {shown ? 'Run again' : 'Run'}
        </Button>
      </div>
      <div role="tabpanel" aria-label={variantNames[variant]} className={styles.panel}>
        <Disclosures
          key={`${variant}/${shown === undefined}`}
          items={disclosures}
          openAtFirst={shown ? undefined : queryDisclosure}
        />
        {shown ? (
          <ExhibitView
            caseId={view.caseId}
            exhibit={shown}
            siblings={siblings}
            goTo={goTo}
            onPick={onExhibit}
            onSelect={(rows) => onSelect(shown.number, rows)}
            above={
              <>
                <WindowParts
                  parts={partsInForce(step.id, variant, view.exhibits)}
                  ofCase={view.window}
                  shown={shown.number}
                  onPick={onExhibit}
                />
                {!isStepPart(shown) && <LeftOut {...{ view, step, variant, blocked, onKept: props.onKept }} />}
              </>
            }
            judgedBy={(variant === 'hardened' && profiledSteps.includes(step.id) && profile.data) || undefined}
            onOpenRaw={query.raw && hasRaw ? onOpen : undefined}
            signIn={props.signIn}
            askLonger={
              mayAsk && couldWaitLonger(view, shown) ? () => askAgain({ waitSeconds: mostWaitSeconds }) : undefined
            }
            fetchAll={mayAsk ? () => askAgain({ all: true }) : undefined}
            narrower={
              mayAsk && (
                <NarrowWindow
                  key={shown.number}
                  asked={shown.window}
                  ofCase={view.window}
                  onAsk={(window) => askAgain({ window })}
                />
              )
            }
          />
        ) : (
          <EmptyState icon={<DocumentSearchRegular />} title={state.status === 'running' ? 'Running' : 'Not run yet'}>
            {state.status === 'skipped'
              ? 'The last run skipped this query: give the value that it needs above, then run it.'
              : (blocked ?? 'Run the query to see its rows here; the answer is saved as an exhibit.')}
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
  return (
    <ul className={styles.cautions}>
      {cautions.map((caution) => (
        <li key={caution}>{caution}</li>
      ))}
    </ul>
  );
}
