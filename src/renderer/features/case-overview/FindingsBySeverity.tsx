import { Link } from '@fluentui/react-components';
import { severities } from '../../../core/findings/findingTerms.ts';
import type { CaseView, Finding } from '../../../shared/contract/index.ts';
import { useFindings } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { SeverityBadge } from '../../ui/SeverityBadge.tsx';
import type { CasePlace } from './CaseNavigation.tsx';
import styles from './Overview.module.css';

interface FindingsBySeverityProps {
  readonly view: CaseView;
  readonly onGo: (place: CasePlace) => void;
}

/** What was concluded so far, the worst first; each finding leads to its place. */
export function FindingsBySeverity({ view, onGo }: FindingsBySeverityProps) {
  const findings = useFindings(view);
  const worstFirst = severities.toReversed();
  const of = (severity: Finding['severity']) => findings.data?.filter((each) => each.severity === severity) ?? [];
  return (
    <section aria-labelledby="findings-by-severity" data-testid="findings-by-severity">
      <h3 id="findings-by-severity">Findings</h3>
      {findings.error && <FailureBar failure={failureOf(findings.error)} />}
      {findings.data?.length === 0 && (
        <p className={styles.lead}>
          Nothing concluded yet.{' '}
          <Link as="button" onClick={() => onGo({ kind: 'findings' })}>
            Go to the findings
          </Link>
        </p>
      )}
      <dl className={styles.bySeverity}>
        {worstFirst
          .filter((severity) => of(severity).length > 0)
          .map((severity) => (
            <div key={severity} className={styles.severity}>
              <dt>
                <SeverityBadge severity={severity} /> <span className={styles.reason}>{of(severity).length}</span>
              </dt>
              <dd>
                {of(severity).map(({ findingId, title }) => (
                  <p key={findingId}>
                    <Link as="button" onClick={() => onGo({ kind: 'findings', findingId })}>
                      {findingId}. {title}
                    </Link>
                  </p>
                ))}
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
