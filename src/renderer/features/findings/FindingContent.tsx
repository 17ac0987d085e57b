import type { Finding } from '../../../shared/contract/index.ts';
import { type CitedRow, CitedRows } from '../../ui/CitedRows.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import styles from './Findings.module.css';
import { confidenceNames } from './findingDraft.ts';

/** What one revision of a finding says below its title. */
export function FindingContent({ finding, onOpen }: { finding: Finding; onOpen: (cited: CitedRow) => void }) {
  const { confidence, techniques, reason, alternatives, citations } = finding;
  return (
    <>
      <p className={styles.facts}>
        <span>Confidence: {confidenceNames[confidence].toLowerCase()}</span>
        {techniques.length > 0 && <span>ATT&amp;CK {techniques.join(', ')}</span>}
      </p>
      {reason && <Markdown text={reason} />}
      {alternatives && (
        <div className={styles.alternatives}>
          <p className={styles.label}>Alternatives considered</p>
          <Markdown text={alternatives} />
        </div>
      )}
      {citations.length > 0 ? (
        <CitedRows rows={citations} onOpen={onOpen} />
      ) : (
        <p className="fine">It cites no rows.</p>
      )}
    </>
  );
}
