import type { CaseId, ExhibitSummary } from '../../../shared/contract/index.ts';
import { useExhibitRow } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { cellText } from '../../ui/grid/gridColumns.ts';
import styles from './Bookmarks.module.css';

/** What a row holds, as far as it fits into two lines. */
export function RowInBrief({ caseId, exhibit, row }: { caseId: CaseId; exhibit: ExhibitSummary; row: number }) {
  const read = useExhibitRow(caseId, exhibit.number, row);
  if (read.error) return <FailureBar failure={failureOf(read.error)} />;
  const cells = read.data?.rows[0]?.cells;
  const held = exhibit.columns
    .map(({ name }, index) => ({ name, cell: cells?.[index] }))
    .filter(({ cell }) => cell !== null && cell !== undefined && cell !== '');
  return (
    <p className={styles.brief}>
      {held.map(({ name, cell }) => (
        <span key={name} className={styles.held}>
          <span className="fine">{name}</span> {cellText(cell)}
        </span>
      ))}
    </p>
  );
}
