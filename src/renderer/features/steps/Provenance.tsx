import { fetchedWhole, splitFacts } from '../../../core/sources/requestFacts.ts';
import type { ExhibitSummary } from '../../../shared/contract/index.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { bytes, counted, duration, shortHash, utc, utcRange } from '../../ui/format.ts';
import styles from './Steps.module.css';

/** Which answer this is and the hash to know it by, on one line. */
export function ProvenanceLine({ exhibit }: { exhibit: ExhibitSummary }) {
  const { number, startedAt, finishedAt, rowCount, sha256 } = exhibit;
  return (
    <p className={styles.provenance} data-testid="provenance">
      <strong>Exhibit {number}</strong>
      <span>{counted(rowCount, 'row')}</span>
      <span>run {utc(startedAt)}</span>
      <span>took {duration(startedAt, finishedAt)}</span>
      <span className={styles.hash}>
        SHA-256 <code title={sha256}>{shortHash(sha256)}…</code>
        <CopyButton text={sha256} label="Copy the SHA-256 of the raw answer" />
      </span>
    </p>
  );
}

/** Where the rows come from: enough to repeat the query and to recognise its answer. */
export function ProvenanceFacts({ exhibit }: { exhibit: ExhibitSummary }) {
  const { madeWith, request } = splitFacts(exhibit.versions);
  const whole = fetchedWhole(exhibit);
  const facts: readonly (readonly [string, string])[] = [
    ['Source', exhibit.sourceLabel],
    ['Window', utcRange(exhibit.window)],
    ...(whole === undefined ? [] : [['All rows', whole] as const]),
    ['Raw answer', `${bytes(exhibit.byteLength)}, SHA-256 ${exhibit.sha256}`],
    ['Query', `SHA-256 ${exhibit.kqlSha256}`],
    [
      'Parameters',
      Object.entries(exhibit.parameters)
        .map(([name, value]) => `${name} = ${value}`)
        .join('; ') || 'none',
    ],
    ['Versions', madeWith.map(([name, version]) => `${name} ${version}`).join(', ')],
    ...(request.length > 0
      ? [['Request', request.map(([name, value]) => `${name}: ${value}`).join('; ')] as const]
      : []),
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
