import { MessageBar, MessageBarBody, MessageBarTitle, Switch } from '@fluentui/react-components';
import { useState } from 'react';
import type { CaseView } from '../../../shared/contract/index.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import tableStyles from '../../ui/DataTable.module.css';
import { count, counted } from '../../ui/format.ts';
import { NotComplete, StepToggle } from '../../ui/StepRow.tsx';
import { ComparedRows } from './ComparedRows.tsx';
import styles from './Comparison.module.css';
import { OneSided, Refused, WithoutRule } from './NotCompared.tsx';
import { Shortcomings } from './Shortcomings.tsx';
import type { ComparedCase } from './useComparison.ts';
import { variantNames } from './variantNames.ts';

type StepComparison = ComparedCase['outcome']['comparisons'][number];

interface CasesComparedProps {
  readonly view: CaseView;
  readonly compared: ComparedCase;
  readonly onOpen: (cited: CitedRow) => void;
}

const keyOf = ({ stepId, variant }: { stepId: string; variant: string }): string => `${stepId}/${variant}`;
const differs = ({ counts }: StepComparison): boolean => counts.added + counts.removed + counts.changed > 0;
const isDoubtful = ({ before, after }: StepComparison): boolean =>
  before.shortcomings.length + after.shortcomings.length > 0;

/** Every query that both cases answered, with what differs; then those that one of them alone answered. */
export function CasesCompared({ view, compared, onOpen }: CasesComparedProps) {
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { comparisons, missing, refused } = compared.outcome;
  const titles = new Map(view.playbook.groups.flatMap(({ steps }) => steps.map(({ id, title }) => [id, title])));
  const titleOf = (stepId: string) => titles.get(stepId) ?? stepId;
  const differing = comparisons.filter(differs);
  const doubtful = comparisons.filter(isDoubtful);
  const toggle = (key: string) =>
    setOpen(open.has(key) ? new Set([...open].filter((one) => one !== key)) : new Set([...open, key]));
  if (comparisons.length + missing.length + refused.length === 0) {
    return (
      <p className={styles.same}>The two cases have no answers to compare. Run the steps in both of them first.</p>
    );
  }
  return (
    <div className={styles.stack}>
      <p role="status" className={styles.outcome}>
        {differing.length === 0
          ? `No difference in the ${counted(comparisons.length, 'query', 'queries')} that both cases answered.`
          : `${differing.length} of the ${counted(comparisons.length, 'query', 'queries')} that both cases answered differ.`}
      </p>
      {doubtful.length > 0 && (
        <MessageBar intent="warning" layout="multiline" className={styles.message ?? ''}>
          <MessageBarBody>
            <MessageBarTitle>
              {counted(doubtful.length, 'comparison rests', 'comparisons rest')} on an answer that is not complete.
            </MessageBarTitle>
            They are marked below, and say inside what may be missing. “Unchanged” and “removed” are no proof there.
          </MessageBarBody>
        </MessageBar>
      )}
      {refused.length > 0 && <Refused refused={refused} titleOf={titleOf} />}
      {missing.length > 0 && <OneSided view={view} compared={compared} titleOf={titleOf} />}
      <Switch
        label="Only queries that differ"
        checked={onlyDiffering}
        onChange={(_, { checked }) => setOnlyDiffering(checked)}
      />
      <table className={tableStyles.table} data-testid="compared-steps">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Query</th>
            {['Added', 'Removed', 'Changed', 'Unchanged'].map((name) => (
              <th key={name} scope="col" className={tableStyles.number}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(onlyDiffering ? differing : comparisons).flatMap((comparison) => {
            const key = keyOf(comparison);
            const isOpen = open.has(key);
            return [
              <StepRow
                key={key}
                comparison={comparison}
                title={titleOf(comparison.stepId)}
                isOpen={isOpen}
                onToggle={() => toggle(key)}
              />,
              ...(isOpen
                ? [
                    <tr key={`${key} rows`} className={styles.detailRow}>
                      <td colSpan={6}>
                        <div className={styles.detail}>
                          <Shortcomings comparison={comparison} />
                          <ComparedRows comparison={comparison} caseId={view.caseId} onOpen={onOpen} />
                        </div>
                      </td>
                    </tr>,
                  ]
                : []),
            ];
          })}
        </tbody>
      </table>
      <WithoutRule view={view} />
    </div>
  );
}

function StepRow(props: {
  readonly comparison: StepComparison;
  readonly title: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const { comparison, title, isOpen, onToggle } = props;
  const { counts, variant, before, after } = comparison;
  return (
    <tr>
      <td>
        <StepToggle title={title} isOpen={isOpen} onToggle={onToggle} />
      </td>
      <td>
        {variantNames[variant]}
        <span className="muted">
          {' '}
          E{before.exhibit} → E{after.exhibit}
        </span>
        {isDoubtful(comparison) && <NotComplete />}
      </td>
      {(['added', 'removed', 'changed', 'unchanged'] as const).map((kind) => (
        <td key={kind} className={tableStyles.number}>
          <span className={counts[kind] === 0 ? 'muted' : kind === 'unchanged' ? undefined : styles.differs}>
            {count(counts[kind])}
          </span>
        </td>
      ))}
    </tr>
  );
}
