import type { CaseView } from '../../shared/contract/index.ts';
import type { WorkbenchApi } from './workbenchApi.ts';

/** Opens another case only to be read, works on it, and gives it back whatever comes of the work. */
export async function withLentCase<T>(
  api: WorkbenchApi,
  path: string,
  work: (lent: CaseView) => Promise<T>,
): Promise<T> {
  const lent = await api.call('cases.open', { path, readOnly: true });
  try {
    return await work(lent);
  } finally {
    await api.call('cases.close', { caseId: lent.caseId });
  }
}
