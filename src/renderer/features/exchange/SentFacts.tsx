import type { ExportedCase } from '../../../shared/contract/index.ts';
import { FactList, Hash } from '../../ui/FactList.tsx';
import { bytes, counted } from '../../ui/format.ts';
import { Warnings } from '../../ui/Warnings.tsx';
import styles from './Exchange.module.css';

/** What was written, and what to tell the receiver. */
export function SentFacts({ sent }: { sent: ExportedCase }) {
  const { contents, leftOut, byteLength, sealed } = sent;
  const what = contents === 'whole' ? 'The whole case' : `A part; ${counted(leftOut.length, 'record')} left out`;
  return (
    <>
      <FactList
        testId="case-sent"
        facts={[
          ['File', <code key="path">{sent.path}</code>],
          [
            'Contents',
            `${what}, ${bytes(byteLength)}, ${sealed ? 'sealed' : 'not sealed: whoever has it can read it'}`,
          ],
          ['SHA-256', <Hash key="hash" hash={sent.sha256} name="the SHA-256 of the file" />],
          ['Custody head', <Hash key="head" hash={sent.custodyHead} name="the custody head" />],
        ]}
      />
      <div className={styles.hint}>
        Tell the receiver the SHA-256 by another way than the file goes: it shows that the file arrived as you wrote it.
      </div>
      <Warnings texts={sent.warnings} />
    </>
  );
}
