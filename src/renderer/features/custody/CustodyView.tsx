import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import type { CaseView } from '../../../shared/contract/index.ts';
import { useCustody } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import tableStyles from '../../ui/DataTable.module.css';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { counted, shortHash, utc } from '../../ui/format.ts';
import { layOutJson } from '../../ui/jsonText.ts';
import { Section } from '../../ui/Section.tsx';
import styles from './Custody.module.css';
import { eventSummary } from './eventSummary.ts';

/** Every event of the case in order, each hash resting on the one before. */
export function CustodyView({ view }: { view: CaseView }) {
  const { count, head } = view.custody;
  const custody = useCustody(view.caseId, count);
  return (
    <Section
      title="Custody log"
      lead={
        <>
          {counted(count, 'event')}, each sealed with the hash of the one before it. The head of the chain is{' '}
          <code className={styles.hash}>{head}</code>{' '}
          <CopyButton text={head} label="Copy the head of the custody chain" />
        </>
      }
    >
      {custody.error && <FailureBar failure={failureOf(custody.error)} />}
      {custody.isPending && (
        <Skeleton aria-label="Reading the custody log" className={tableStyles.skeleton ?? ''}>
          <SkeletonItem size={20} />
          <SkeletonItem size={20} />
          <SkeletonItem size={20} />
        </Skeleton>
      )}
      {custody.data && (
        <table className={tableStyles.table}>
          <thead>
            <tr>
              <th scope="col" className={tableStyles.number}>
                No.
              </th>
              <th scope="col">Time</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
              <th scope="col">About</th>
              <th scope="col">Hash</th>
            </tr>
          </thead>
          <tbody>
            {custody.data
              .toSorted((a, b) => b.sequence - a.sequence)
              .map((event) => (
                <tr key={event.sequence}>
                  <td className={tableStyles.number}>{event.sequence}</td>
                  <td className={tableStyles.nowrap}>{utc(event.at)}</td>
                  <td>{event.actor || 'unnamed'}</td>
                  <td>{event.action}</td>
                  <td>
                    <details className={styles.detail}>
                      <summary>{eventSummary(event.detail) || 'hashes'}</summary>
                      <pre>{layOutJson(event.detail)}</pre>
                    </details>
                  </td>
                  <td>
                    <code title={event.hash}>{shortHash(event.hash)}</code>
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
