import { ShieldTaskRegular } from '@fluentui/react-icons';
import type { CaseView } from '../../../shared/contract/index.ts';
import { useProfiles } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { Section } from '../../ui/Section.tsx';
import { NewProfile } from './NewProfile.tsx';
import { ProfileCard } from './ProfileCard.tsx';
import { ProfileCheck } from './ProfileCheck.tsx';
import { newProfile, type ProfileDrafts } from './useProfileDrafts.ts';

interface ProfileViewProps {
  readonly view: CaseView;
  readonly drafts: ProfileDrafts;
  readonly onOpen: (cited: CitedRow) => void;
}

/** What is expected of the device: the profiles of the case, the one being written, and what the rows look like by them. */
export function ProfileView({ view, drafts, onOpen }: ProfileViewProps) {
  const profiles = useProfiles(view);
  const listed = profiles.data ?? [];
  const inForce = listed.at(-1);
  return (
    <Section
      title="Expected state"
      lead="What belongs on this device or its model: users, ports, addresses, programs. Every row of an answer is then expected, unexpected (known, but not like this) or new (not known at all)."
    >
      {profiles.error && <FailureBar failure={failureOf(profiles.error)} />}
      {profiles.data?.length === 0 && !drafts.drafts[newProfile] && (
        <EmptyState icon={<ShieldTaskRegular />} title="No expected state yet">
          Learn one from a case that is known to be good: of this device before the incident, or of a clean device of
          the same model. Or take one that another investigator shared.
        </EmptyState>
      )}
      {!view.readOnly && <NewProfile view={view} drafts={drafts} />}
      {listed.toReversed().map((profile) => (
        <ProfileCard
          key={profile.profileId}
          view={view}
          profile={profile}
          inForce={profile === inForce}
          drafts={drafts}
        />
      ))}
      {inForce && <ProfileCheck view={view} profiles={listed} onOpen={onOpen} />}
    </Section>
  );
}
