import type { Tombstone } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { checkProfile } from '../profiles/caseProfile.ts';
import type { DeletedThing, ExpectedStateInput, ReportInput } from './reportInput.ts';

/** What a case holds beside its exhibits and answers, and what its profile says of its rows. */
export const readCaseRecords = (
  caseFile: CaseFile,
): Pick<ReportInput, 'findings' | 'bookmarks' | 'attachments' | 'deletions' | 'expectedState'> => ({
  findings: caseFile.findings(),
  bookmarks: caseFile.bookmarks(),
  attachments: caseFile.attachments(),
  deletions: caseFile.deletions().map((tombstone) => ({ tombstone, name: nameOf(caseFile, tombstone) })),
  expectedState: expectedState(caseFile),
});

function nameOf(caseFile: CaseFile, { kind, id }: Tombstone): DeletedThing['name'] {
  switch (kind) {
    case 'finding':
      return caseFile.findingHistory(id).at(-1)?.title ?? '';
    case 'profile':
      return caseFile.profileHistory(id).at(-1)?.name ?? '';
    case 'bookmark': {
      const bookmark = caseFile.bookmarkHistory(id).at(-1);
      return bookmark ? `exhibit ${bookmark.exhibit}, row ${bookmark.row}` : '';
    }
    default:
      return '';
  }
}

/** A profile that cannot judge is a limitation to be stated, and no reason to refuse the report. */
function expectedState(caseFile: CaseFile): ExpectedStateInput {
  const count = caseFile.profiles().length;
  if (count === 0) return { kind: 'none' };
  const steps = caseFile.playbook.groups.flatMap((group) => group.steps);
  const titles = new Map(steps.map(({ id, title }) => [id, title]));
  try {
    return { kind: 'checked', check: checkProfile(caseFile), titles, others: count - 1 };
  } catch (error) {
    if (error instanceof CasebookError && error.code === 'invalidInput')
      return { kind: 'refused', message: error.message };
    throw error;
  }
}
