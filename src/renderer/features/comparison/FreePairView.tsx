import { Field, Select } from '@fluentui/react-components';
import { ArrowSwapRegular } from '@fluentui/react-icons';
import type { CaseView } from '../../../shared/contract/index.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { AnswerSelect } from './AnswerSelect.tsx';
import { ComparedPair } from './ComparedPair.tsx';
import styles from './Comparison.module.css';
import {
  answeredExhibits,
  type ColumnUse,
  commonColumns,
  defaultFreePair,
  type FreePair,
  namedRule,
} from './freePair.ts';

interface FreePairViewProps {
  readonly view: CaseView;
  readonly chosen: FreePair | undefined;
  readonly onChoose: (pair: FreePair) => void;
  readonly onOpen: (cited: CitedRow) => void;
}

const uses: Readonly<Record<ColumnUse, string>> = {
  none: 'Leave out',
  key: 'Names the thing',
  value: 'Compare',
};
const isUse = (value: string): value is ColumnUse => Object.hasOwn(uses, value);

/** Any two exhibits, compared by the columns that the examiner names. */
export function FreePairView({ view, chosen, onChoose, onOpen }: FreePairViewProps) {
  const exhibits = answeredExhibits(view);
  const pair = chosen ?? defaultFreePair(view);
  const before = exhibits.find(({ number }) => number === pair?.before);
  const after = exhibits.find(({ number }) => number === pair?.after);
  if (!pair || !before || !after) {
    return (
      <EmptyState icon={<ArrowSwapRegular />} title="The case has no two answers yet">
        Run the steps, or queries of your own, first.
      </EmptyState>
    );
  }
  const columns = commonColumns(before, after);
  const rule = namedRule(pair.uses, columns);
  return (
    <div className={styles.stack}>
      <div className={styles.choices}>
        <AnswerSelect
          label="Before"
          answers={exhibits}
          titled
          value={pair.before}
          onChange={(number) => onChoose({ ...pair, before: number })}
        />
        <AnswerSelect
          label="After"
          answers={exhibits}
          titled
          value={pair.after}
          onChange={(number) => onChoose({ ...pair, after: number })}
        />
      </div>
      {columns.length === 0 ? (
        <p className={styles.same}>The two exhibits have no column in common, so there is nothing to compare by.</p>
      ) : (
        <fieldset className={styles.columns}>
          <legend>Their columns in common</legend>
          {columns.map((name) => (
            <Field key={name} label={name} size="small">
              <Select
                size="small"
                value={pair.uses[name] ?? 'none'}
                onChange={(_, { value }) =>
                  isUse(value) && onChoose({ ...pair, uses: { ...pair.uses, [name]: value } })
                }
              >
                {Object.entries(uses).map(([value, text]) => (
                  <option key={value} value={value}>
                    {text}
                  </option>
                ))}
              </Select>
            </Field>
          ))}
        </fieldset>
      )}
      {columns.length > 0 && !rule && (
        <p className={styles.same}>Say which columns name the thing: rows that agree in them are the same thing.</p>
      )}
      {rule && <ComparedPair key={JSON.stringify([pair.before, pair.after, rule])} {...{ view, pair, rule, onOpen }} />}
    </div>
  );
}
