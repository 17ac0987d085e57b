import { Tab, TabList } from '@fluentui/react-components';
import type { CaseView } from '../../../shared/contract/index.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { AnswerPair } from './AnswerPair.tsx';
import styles from './Comparison.module.css';
import { queriesAnsweredTwice } from './comparableAnswers.ts';
import { OtherCase } from './OtherCase.tsx';
import type { ComparisonPage } from './useComparison.ts';

interface ComparisonViewProps {
  readonly view: CaseView;
  readonly comparison: ComparisonPage;
  readonly onOpen: (cited: CitedRow) => void;
}

/** Compares two points in time: two answers of this case, or this case with another one. */
export function ComparisonView({ view, comparison, onOpen }: ComparisonViewProps) {
  const queries = queriesAnsweredTwice(view);
  const mode = comparison.mode ?? (queries.length > 0 && !comparison.compared ? 'exhibits' : 'case');
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h2>Compare</h2>
        <p className={styles.lead}>
          What came, what went and what changed between two points in time, such as before and after the incident, or
          before and after the device was cleaned. Times and counts differ in every window and are not compared.
        </p>
      </div>
      <TabList
        size="small"
        selectedValue={mode}
        onTabSelect={(_, { value }) => comparison.setMode(value === 'exhibits' ? 'exhibits' : 'case')}
        aria-label="What to compare"
      >
        <Tab value="case">With another case</Tab>
        <Tab value="exhibits">Two answers of this case</Tab>
      </TabList>
      <div
        role="tabpanel"
        aria-label={mode === 'case' ? 'With another case' : 'Two answers of this case'}
        className={styles.panel}
      >
        {mode === 'case' ? (
          <OtherCase view={view} comparison={comparison} onOpen={onOpen} />
        ) : (
          <AnswerPair
            view={view}
            queries={queries}
            chosen={comparison.pair}
            onChoose={comparison.setPair}
            onOpen={onOpen}
          />
        )}
      </div>
    </div>
  );
}
