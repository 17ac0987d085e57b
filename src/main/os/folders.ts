import { join } from 'node:path';

/**
 * Where case files and the sample workspace go unless the examiner says otherwise: `Casebook` among the user's documents,
 * or the folder that the environment variable CASEBOOK_FOLDER names.
 */
export function productFolders(documents: string, environment: Readonly<Record<string, string | undefined>>) {
  const root = environment.CASEBOOK_FOLDER ?? join(documents, 'Casebook');
  return { caseFolder: root, sampleFolder: join(root, 'Sample workspace') };
}
