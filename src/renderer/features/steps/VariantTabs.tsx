import { Tab, TabList } from '@fluentui/react-components';
import type { CaseView, PlaybookStep } from '../../../shared/contract/index.ts';
import { StepMark, stepWords } from '../../ui/StepMark.tsx';
import styles from './Steps.module.css';
import { type StepVariant, variantState, variantsOf } from './stepState.ts';
import type { Run } from './useRun.ts';

export const variantNames: Record<StepVariant, string> = { hardened: 'Hardened query', guide: 'The guide’s query' };

const isVariant = (value: unknown): value is StepVariant => value === 'guide' || value === 'hardened';

interface VariantTabsProps {
  readonly view: CaseView;
  readonly step: PlaybookStep;
  readonly run: Run;
  readonly variant: StepVariant;
  readonly onVariant: (variant: StepVariant) => void;
}

/** The queries of a step, each with where it stands. */
export function VariantTabs({ view, step, run, variant, onVariant }: VariantTabsProps) {
  return (
    <TabList
      size="small"
      selectedValue={variant}
      onTabSelect={(_, { value }) => isVariant(value) && onVariant(value)}
      aria-label="Queries of the step"
    >
      {variantsOf(step).map((each) => {
        const state = variantState(view.exhibits, run.state, step.id, each);
        return (
          <Tab key={each} value={each} icon={<StepMark state={state} />}>
            {variantNames[each]} <span className={styles.tabState}>{stepWords(state)}</span>
          </Tab>
        );
      })}
    </TabList>
  );
}
