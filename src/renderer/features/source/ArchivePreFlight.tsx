import type { DatabaseRef, SourceDescription } from '../../../shared/contract/index.ts';
import type { Failure } from '../../../shared/result.ts';
import { useClouds, useSignedIn } from '../../api/azureReads.ts';
import { cloudTitle } from '../../ui/cloudTitle.ts';
import { CopyableText, FactList } from '../../ui/FactList.tsx';
import { counted, utc } from '../../ui/format.ts';
import { coverageOf } from './newCaseForm.ts';
import { askedAsText } from './preFlightFacts.ts';

interface ArchivePreFlightProps {
  readonly source: DatabaseRef;
  /** Undefined while it is asked, and where the database cannot be read. */
  readonly description: SourceDescription | undefined;
  readonly refusal: Failure | undefined;
}

/** What is known of an archive before an investigation is begun on it: who asks, where, and from when to when rows are there. */
export function ArchivePreFlight({ source, description, refusal }: ArchivePreFlightProps) {
  const { signedIn, chosen } = useSignedIn();
  const clouds = useClouds();
  const cloud = clouds.data?.find(({ name }) => name.toLowerCase() === source.cloud.toLowerCase());
  const covered = description && coverageOf(description);
  const pending = refusal ? 'not known: see above why' : 'being asked';
  return (
    <FactList
      testId="pre-flight"
      facts={[
        ['Account', askedAsText(source, signedIn, chosen)],
        ['Cloud', `${cloud ? cloudTitle(cloud) : source.cloud}${source.tenant ? `, tenant ${source.tenant}` : ''}`],
        ['Cluster', <CopyableText key="cluster" text={source.cluster} name="the cluster’s address" />],
        ['Database', <code key="database">{source.database}</code>],
        ['May read', description ? `yes: ${counted(description.tables.length, 'table')}` : pending],
        ['Oldest row', covered ? utc(covered.from) : description ? 'no rows' : pending],
        ['Newest row', covered ? utc(covered.to) : description ? 'no rows' : pending],
      ]}
    />
  );
}
