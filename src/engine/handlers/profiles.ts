import type { profiles } from '../../shared/contract/profiles.ts';
import type { Handlers } from '../context.ts';
import { checkProfile, judgePage, learnFromCase, profileContentOf } from '../profiles/caseProfile.ts';
import { readProfileFile, writeProfileFile } from '../profiles/profileFiles.ts';
import type { Services } from '../services.ts';

export const profileHandlers = ({ cases }: Services): Handlers<typeof profiles> => ({
  'profiles.list': ({ caseId }) => cases.get(caseId).profiles(),
  'profiles.add': ({ caseId, actor, ...content }) => cases.get(caseId).addProfile(content, actor),
  'profiles.revise': ({ caseId, profileId, actor, ...content }) =>
    cases.get(caseId).reviseProfile(profileId, content, actor),
  'profiles.history': ({ caseId, profileId }) => cases.get(caseId).profileHistory(profileId),
  'profiles.learn': ({ caseId }) => learnFromCase(cases.get(caseId)),
  'profiles.check': ({ caseId, profileId }) => checkProfile(cases.get(caseId), profileId),
  'profiles.marks': ({ caseId, profileId, ...page }) => judgePage(cases.get(caseId), profileId, page),
  'profiles.content': ({ caseId, profileId }) => profileContentOf(cases.get(caseId), profileId),
  'profiles.readFile': ({ path }) => readProfileFile(path),
  'profiles.writeFile': ({ path, ...shared }) => writeProfileFile(path, shared),
  'profiles.delete': ({ caseId, profileId, reason, actor }) =>
    cases.get(caseId).delete('profile', profileId, reason, actor),
});
