import type { ExhibitSummary } from '../../../shared/contract/index.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { bytes, counted, duration, shortHash, utc, utcRange } from '../../ui/format.ts';
import styles from './Steps.module.css';

/** Where the rows come from: enough to repeat the query and to recognise its answer. */
export function Provenance({ exhibit }: { exhibit: ExhibitSummary }) {
  const { number, startedAt, finishedAt, rowCount, byteLength, sha256, sourceLabel, window, parameters } = exhibit;
  const bound = Object.entries(parameters);
  return (
    <div className={styles.provenance}>
      <p className={styles.provenanceLine}>
        <strong>Exhibit {number}</strong>
        <span>{counted(rowCount, 'row')}</span>
        <span>run {utc(startedAt)}</span>
        <span>took {duration(startedAt, finishedAt)}</span>
        <span className={styles.hash}>
          SHA-256 <code title={sha256}>{shortHash(sha256)}…</code>
          <CopyButton text={sha256} label="Copy the SHA-256 of the raw answer" />
        </span>
      </p>
      <details className={styles.more}>
        <summary>Source, window and parameters</summary>
        <dl className={styles.facts}>
          <dt>Source</dt>
          <dd>{sourceLabel}</dd>
          <dt>Window</dt>
          <dd>{utcRange(window)}</dd>
          <dt>Raw answer</dt>
          <dd>{bytes(byteLength)}</dd>
          {bound.map(([name, value]) => (
            <div key={name} className={styles.fact}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>
                <code>{value}</code>
              </dd>
            </div>
          ))}
          {Object.entries(exhibit.versions).map(([name, version]) => (
            <div key={name} className={styles.fact}>
              <dt>{name}</dt>
              <dd>{version}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}
