import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import type { CaseId, SearchHit } from '../../shared/contract/index.ts';
import { useCase } from '../api/reads.ts';
import { failureOf } from '../api/workbenchApi.ts';
import tableStyles from '../ui/DataTable.module.css';
import { FailureBar } from '../ui/FailureBar.tsx';
import styles from './CasePage.module.css';
import { CaseWorkbench } from './CaseWorkbench.tsx';

interface CasePageProps {
  readonly caseId: CaseId;
  /** The place that a search leads to. */
  readonly hit: SearchHit | undefined;
  readonly onHome: () => void;
  /** Told whenever there is or is no longer something typed that is not saved. */
  readonly onUnsaved: (unsaved: boolean) => void;
}

/** An open case. */
export function CasePage({ caseId, hit, onHome, onUnsaved }: CasePageProps) {
  const { data, error } = useCase(caseId);
  if (data) return <CaseWorkbench view={data} hit={hit} readFailure={error} onHome={onHome} onUnsaved={onUnsaved} />;
  return (
    <main className={styles.waiting}>
      {error ? (
        <FailureBar failure={failureOf(error)} />
      ) : (
        <Skeleton aria-label="Opening the case" className={tableStyles.skeleton ?? ''}>
          <SkeletonItem size={32} />
          <SkeletonItem size={20} />
          <SkeletonItem size={20} />
        </Skeleton>
      )}
    </main>
  );
}
