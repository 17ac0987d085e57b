import type { attachments } from '../../shared/contract/attachments.ts';
import { fileToAttach, saveAttachment } from '../casefile/attachmentFiles.ts';
import type { Handlers } from '../context.ts';
import type { Services } from '../services.ts';

export const attachmentHandlers = ({ cases }: Services): Handlers<typeof attachments> => ({
  'attachments.list': ({ caseId }) => cases.get(caseId).attachments(),
  'attachments.add': ({ caseId, path, mediaType, comment, actor }) =>
    cases.get(caseId).addAttachment({ ...fileToAttach(path, mediaType), comment }, actor),
  'attachments.save': ({ caseId, number, path }) => saveAttachment(cases.get(caseId).attachmentContent(number), path),
  'attachments.delete': ({ caseId, number, reason, actor }) =>
    cases.get(caseId).delete('attachment', number, reason, actor),
});
