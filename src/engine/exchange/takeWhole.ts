import { CasebookError } from '../../shared/result.ts';
import { openCase } from '../casefile/openCase.ts';
import { verifyCase } from '../casefile/verifyCase.ts';
import { bundleInvalid } from './bundleInvalid.ts';
import { checkTables } from './checkTables.ts';
import type { Importing } from './importing.ts';

/** Brings a whole case to its place in the work folder, with the event that says so. Throws `bundleInvalid`. */
export async function takeWhole({ bundle: { archive }, to, actor, detail, productVersion }: Importing): Promise<void> {
  const { manifest } = archive;
  await archive.extract('case.casefile', to);
  const { ok, problems, custodyHead } = verified(to);
  if (!ok) throw bundleInvalid(`the case in it does not verify (${problems[0]})`);
  if (custodyHead !== manifest.custodyHead)
    throw bundleInvalid('the case in it has another custody head than its manifest names');
  const file = openCase(to, { productVersion, justMade: true, actor });
  try {
    const { title, custody } = file.view();
    if (file.caseId !== manifest.caseId || title !== manifest.title || custody.count !== manifest.custodyEvents) {
      throw bundleInvalid('the case in it is not the one that its manifest names');
    }
    await checkTables(archive, file, ['case.casefile']);
    file.recordCustody('import', detail, actor);
  } finally {
    file.close();
  }
}

/** The file is the sender's: whatever is wrong with it is the bundle's fault. */
function verified(path: string) {
  try {
    return verifyCase(path);
  } catch (error) {
    if (!(error instanceof CasebookError)) throw error;
    throw bundleInvalid(`the case in it cannot be opened (${error.message.replaceAll(path, 'case.casefile')})`, error);
  }
}
