import { Tab, TabList } from '@fluentui/react-components';
import type { CaseView } from '../../../shared/contract/index.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { Section } from '../../ui/Section.tsx';
import { AnswerPair } from './AnswerPair.tsx';
import styles from './Comparison.module.css';
import { queriesAnsweredTwice } from './comparableAnswers.ts';
import { FreePairView } from './FreePairView.tsx';
import { OtherCase } from './OtherCase.tsx';
import type { ComparisonMode, ComparisonPage } from './useComparison.ts';

interface ComparisonViewProps {
  readonly view: CaseView;
  readonly comparison: ComparisonPage;
  readonly onOpen: (cited: CitedRow) => void;
}

const modes: Readonly<Record<ComparisonMode, string>> = {
  case: 'With another case',
  exhibits: 'Two answers of one query',
  free: 'Any two exhibits',
};
const isMode = (value: unknown): value is ComparisonMode => typeof value === 'string' && Object.hasOwn(modes, value);

/** Compares two points in time: two answers of this case, or this case with another one. */
export function ComparisonView({ view, comparison, onOpen }: ComparisonViewProps) {
  const queries = queriesAnsweredTwice(view);
  const mode = comparison.mode ?? (queries.length > 0 && !comparison.compared ? 'exhibits' : 'case');
  return (
    <Section
      title="Compare"
      lead="What came, what went and what changed between two points in time, such as before and after the incident, or before and after the device was cleaned. Times and counts differ in every window and are not compared."
    >
      <TabList
        size="small"
        selectedValue={mode}
        onTabSelect={(_, { value }) => isMode(value) && comparison.setMode(value)}
        aria-label="What to compare"
      >
        {Object.entries(modes).map(([value, name]) => (
          <Tab key={value} value={value}>
            {name}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" aria-label={modes[mode]} className={styles.panel}>
        {mode === 'case' && <OtherCase view={view} comparison={comparison} onOpen={onOpen} />}
        {mode === 'exhibits' && (
          <AnswerPair
            view={view}
            queries={queries}
            chosen={comparison.pair}
            onChoose={comparison.setPair}
            onOpen={onOpen}
          />
        )}
        {mode === 'free' && (
          <FreePairView view={view} chosen={comparison.freePair} onChoose={comparison.setFreePair} onOpen={onOpen} />
        )}
      </div>
    </Section>
  );
}
