import { Link } from '@fluentui/react-components';
import type { CaseId } from '../../../shared/contract/index.ts';
import { useBesideEachOther } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import tableStyles from '../../ui/DataTable.module.css';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { counted } from '../../ui/format.ts';
import styles from './Steps.module.css';

interface BesideEachOtherProps {
  readonly caseId: CaseId;
  readonly stepId: string;
  /** How many exhibits the case holds: another run asks anew. */
  readonly exhibits: number;
  readonly onOpen: (cited: CitedRow) => void;
}

/** The guide's and the hardened query of a step beside each other, what only one of them found first. */
export function BesideEachOther({ caseId, stepId, exhibits, onOpen }: BesideEachOtherProps) {
  const read = useBesideEachOther(caseId, stepId, exhibits);
  if (read.error) return <FailureBar failure={failureOf(read.error)} />;
  if (read.isPending) return <p className={styles.muted}>Reading both exhibits…</p>;
  if (!read.data) return <p className={styles.muted}>Both queries have to be run first.</p>;
  const { guide, hardened, key, rows } = read.data;
  const onlyGuide = rows.filter((row) => row.hardened.length === 0).length;
  const onlyHardened = rows.filter((row) => row.guide.length === 0).length;
  const cells = (exhibit: number, numbers: readonly number[]) =>
    numbers.length === 0 ? (
      <span className={styles.absent}>not there</span>
    ) : (
      numbers.slice(0, 8).map((row) => (
        <Link as="button" key={row} className={styles.rowLink ?? ''} onClick={() => onOpen({ exhibit, row })}>
          row {row}
        </Link>
      ))
    );
  return (
    <div className={styles.beside}>
      <p>
        {counted(onlyGuide, 'key')} only in the guide’s answer (exhibit {guide}), {counted(onlyHardened, 'key')} only in
        the hardened one (exhibit {hardened}), {counted(rows.length - onlyGuide - onlyHardened, 'key')} in both.
      </p>
      <div className={styles.besideRows}>
        <table className={tableStyles.table}>
          <thead>
            <tr>
              {key.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col">The guide’s query</th>
              <th scope="col">Hardened query</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, 500).map((row) => (
              <tr key={JSON.stringify(row.key)}>
                {row.key.map((text, place) => (
                  <td key={key[place]}>{text === '' ? <span className={styles.muted}>empty</span> : text}</td>
                ))}
                <td>{cells(guide, row.guide)}</td>
                <td>{cells(hardened, row.hardened)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
