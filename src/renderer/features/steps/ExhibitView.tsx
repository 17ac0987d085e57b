import { Dropdown, Label, Option } from '@fluentui/react-components';
import { DocumentSearchRegular } from '@fluentui/react-icons';
import { useId } from 'react';
import type { CaseId, ExhibitSummary } from '../../../shared/contract/index.ts';
import { errorTexts } from '../../../shared/errors.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { counted, utc } from '../../ui/format.ts';
import { ResultGrid } from '../../ui/grid/ResultGrid.tsx';
import { Provenance } from './Provenance.tsx';
import styles from './Steps.module.css';
import { VerdictChips } from './VerdictChips.tsx';

interface ExhibitViewProps {
  readonly caseId: CaseId;
  readonly exhibit: ExhibitSummary;
  /** All exhibits of the same query, newest first. */
  readonly siblings: readonly ExhibitSummary[];
  readonly goTo: { readonly row: number } | undefined;
  readonly onPick: (number: number) => void;
  readonly onSelect: (rows: readonly number[]) => void;
}

const exhibitName = ({ number, startedAt, outcome, rowCount }: ExhibitSummary): string =>
  `Exhibit ${number}: ${utc(startedAt)}, ${outcome === 'failed' ? 'failed' : counted(rowCount, 'row')}`;

/** One exhibit: how complete it is, where it comes from, and its rows. */
export function ExhibitView({ caseId, exhibit, siblings, goTo, onPick, onSelect }: ExhibitViewProps) {
  const label = useId();
  const { number, title, columns, rowCount, outcome } = exhibit;
  return (
    <div className={styles.exhibit}>
      {siblings.length > 1 && (
        <div className={styles.earlier}>
          <Label size="small" id={label}>
            Runs of this query
          </Label>
          <Dropdown
            size="small"
            aria-labelledby={label}
            value={exhibitName(exhibit)}
            selectedOptions={[String(number)]}
            onOptionSelect={(_, { optionValue }) => optionValue && onPick(Number(optionValue))}
          >
            {siblings.map((sibling) => (
              <Option key={sibling.number} value={String(sibling.number)}>
                {exhibitName(sibling)}
              </Option>
            ))}
          </Dropdown>
        </div>
      )}
      <VerdictChips verdicts={exhibit.verdicts} />
      <Provenance exhibit={exhibit} />
      {outcome === 'failed' ? (
        <FailedExhibit exhibit={exhibit} />
      ) : rowCount === 0 ? (
        <EmptyState icon={<DocumentSearchRegular />} title="The query found no rows">
          Whether that means “nothing happened” depends on the completeness above and on what the device reports at all.
        </EmptyState>
      ) : (
        <ResultGrid
          key={number}
          caseId={caseId}
          exhibit={number}
          title={title}
          columns={columns}
          rowCount={rowCount}
          goTo={goTo}
          onSelect={onSelect}
        />
      )}
    </div>
  );
}

function FailedExhibit({ exhibit }: { exhibit: ExhibitSummary }) {
  const code = exhibit.error?.code;
  const text = code !== undefined && code in errorTexts ? errorTexts[code as keyof typeof errorTexts] : undefined;
  return (
    <EmptyState icon={<DocumentSearchRegular />} title={text?.title ?? 'The query failed'}>
      <p>{exhibit.error?.message}</p>
      {text && <p>{text.help}</p>}
    </EmptyState>
  );
}
