import type { DatabaseRef, SourceDescription } from '../../../shared/contract/index.ts';
import type { Failure } from '../../../shared/result.ts';
import { CopyableText, FactList } from '../../ui/FactList.tsx';
import { counted } from '../../ui/format.ts';
import { rowFacts } from './preFlightFacts.ts';
import { useIdentityFacts } from './useIdentityFacts.ts';

interface ArchivePreFlightProps {
  readonly source: DatabaseRef;
  /** Undefined while it is asked, and where the database cannot be read. */
  readonly description: SourceDescription | undefined;
  readonly refusal: Failure | undefined;
}

/** What is known of an archive before an investigation is begun on it: who asks, where, and from when to when rows are there. */
export function ArchivePreFlight({ source, description, refusal }: ArchivePreFlightProps) {
  const identity = useIdentityFacts(source);
  const pending = refusal ? 'not known: see above why' : 'being asked';
  return (
    <FactList
      testId="pre-flight"
      facts={[
        ...identity,
        ['Cluster', <CopyableText key="cluster" text={source.cluster} name="the cluster’s address" />],
        ['Database', <code key="database">{source.database}</code>],
        ['May read', description ? `yes: ${counted(description.tables.length, 'table')}` : pending],
        ...rowFacts(description, pending),
      ]}
    />
  );
}
