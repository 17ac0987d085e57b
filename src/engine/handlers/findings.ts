import type { findings } from '../../shared/contract/findings.ts';
import type { Handlers } from '../context.ts';
import type { Services } from '../services.ts';

export const findingHandlers = ({ cases }: Services): Handlers<typeof findings> => ({
  'findings.list': ({ caseId }) => cases.get(caseId).findings(),
  'findings.add': ({ caseId, actor, ...content }) => cases.get(caseId).addFinding(content, actor),
  'findings.revise': ({ caseId, findingId, actor, ...content }) =>
    cases.get(caseId).reviseFinding(findingId, content, actor),
  'findings.cite': ({ caseId, findingId, citations, actor }) =>
    cases.get(caseId).citeInFinding(findingId, citations, actor),
  'findings.history': ({ caseId, findingId }) => cases.get(caseId).findingHistory(findingId),
  'findings.delete': ({ caseId, findingId, reason, actor }) =>
    cases.get(caseId).delete('finding', findingId, reason, actor),
});
