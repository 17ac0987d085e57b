import { Field, Select } from '@fluentui/react-components';
import { ArrowSwapRegular } from '@fluentui/react-icons';
import type { CaseView } from '../../../shared/contract/index.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { counted } from '../../ui/format.ts';
import { AnswerSelect } from './AnswerSelect.tsx';
import { ComparedPair } from './ComparedPair.tsx';
import styles from './Comparison.module.css';
import { type ComparableQuery, defaultPair, newestPair, type Pair } from './comparableAnswers.ts';

interface AnswerPairProps {
  readonly view: CaseView;
  readonly queries: readonly ComparableQuery[];
  readonly chosen: Pair | undefined;
  readonly onChoose: (pair: Pair) => void;
  readonly onOpen: (cited: CitedRow) => void;
}

const keyOf = ({ step, variant }: ComparableQuery): string => `${step.id}/${variant}`;
const nameOf = ({ step, variant, answers }: ComparableQuery): string =>
  `${step.title}, ${variant === 'guide' ? 'the guide’s query' : 'hardened query'} (${counted(answers.length, 'answer')})`;

/** Two answers of one query of this case, and what lies between them. */
export function AnswerPair({ view, queries, chosen, onChoose, onOpen }: AnswerPairProps) {
  const pair = chosen ?? defaultPair(queries);
  const query = queries.find(({ answers }) => answers.some(({ number }) => number === pair?.after));
  if (!pair || !query) {
    return (
      <EmptyState icon={<ArrowSwapRegular />} title="No query has two answers yet">
        Run a step again, for one after the device was cleaned: its newest two answers can then be compared here.
      </EmptyState>
    );
  }
  const pick = (key: string) => {
    const next = queries.find((each) => keyOf(each) === key);
    const newest = next && newestPair(next);
    if (newest) onChoose(newest);
  };
  return (
    <div className={styles.stack}>
      <div className={styles.choices}>
        <Field label="Query" size="small">
          <Select size="small" value={keyOf(query)} onChange={(_, { value }) => pick(value)}>
            {queries.map((each) => (
              <option key={keyOf(each)} value={keyOf(each)}>
                {nameOf(each)}
              </option>
            ))}
          </Select>
        </Field>
        <AnswerSelect
          label="Before"
          answers={query.answers}
          value={pair.before}
          onChange={(before) => onChoose({ ...pair, before })}
        />
        <AnswerSelect
          label="After"
          answers={query.answers}
          value={pair.after}
          onChange={(after) => onChoose({ ...pair, after })}
        />
      </div>
      <ComparedPair key={`${pair.before}/${pair.after}`} view={view} pair={pair} onOpen={onOpen} />
    </div>
  );
}
