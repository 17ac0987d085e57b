import type { RemoteIdentity } from '../../../shared/contract/index.ts';
import { useClouds, useSignedIn } from '../../api/azureReads.ts';
import { cloudTitle } from '../../ui/cloudTitle.ts';
import { askedAsText, type Fact } from './preFlightFacts.ts';

/** As whom a service is asked, and in which cloud and tenant. */
export function useIdentityFacts(identity: RemoteIdentity): readonly Fact[] {
  const { signedIn, chosen } = useSignedIn();
  const clouds = useClouds();
  const cloud = clouds.data?.find(({ name }) => name.toLowerCase() === identity.cloud.toLowerCase());
  const tenant = identity.tenant ? `, tenant ${identity.tenant}` : '';
  return [
    ['Account', askedAsText(identity, signedIn, chosen)],
    ['Cloud', `${cloud ? cloudTitle(cloud) : identity.cloud}${tenant}`],
  ];
}
