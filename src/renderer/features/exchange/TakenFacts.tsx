import type { ImportedCase } from '../../../shared/contract/index.ts';
import { FactList, Hash } from '../../ui/FactList.tsx';
import { counted, utc } from '../../ui/format.ts';
import styles from './Exchange.module.css';

/** What was taken in, and what to compare with the sender. */
export function TakenFacts({ taken }: { taken: ImportedCase }) {
  const { contents, leftOut, createdBy, createdAt } = taken;
  return (
    <>
      <FactList
        testId="case-taken"
        facts={[
          ['Case', taken.title],
          ['Contents', contents === 'whole' ? 'The whole case' : `A part; ${counted(leftOut, 'record')} left out`],
          ['Sent by', `${createdBy}, ${utc(createdAt)}`],
          ['SHA-256', <Hash key="hash" hash={taken.sha256} name="the SHA-256 of the file" />],
          ['Sender’s head', <Hash key="head" hash={taken.senderHead} name="the sender’s custody head" />],
        ]}
      />
      <div className={styles.hint}>
        Every hash matches. Compare the SHA-256 or the head with the one that the sender has: only that shows that the
        file is the one that was sent.
      </div>
    </>
  );
}
