import type { CaseId, Finding } from '../../../shared/contract/index.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { useChangeList } from '../../api/reads.ts';
import { failureIn } from '../../api/workbenchApi.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { useDraftStore } from '../../ui/useDraftStore.ts';
import { contentOf, type FindingDraft, isBlank } from './findingDraft.ts';

/** The key under which a finding that the case does not hold yet is written. */
export const newFinding = 'new';

/** The findings being written, by number, and what changes those that the case holds; they outlive the page that shows them. */
export function useFindingDrafts(caseId: CaseId) {
  const api = useApi();
  const change = useChangeList('findings.list', caseId);
  const store = useDraftStore<FindingDraft>();

  const keep = (finding: Finding) =>
    change((before) =>
      before.some(({ findingId }) => findingId === finding.findingId)
        ? before.map((each) => (each.findingId === finding.findingId ? finding : each))
        : [...before, finding],
    );
  /** Saves a draft; undefined where that failed, and the draft then says how. */
  const put = async (key: string, draft: FindingDraft): Promise<Finding | undefined> => {
    const kept: Finding[] = [];
    await store.save(key, draft, async (value) => {
      const content = contentOf(value);
      const finding =
        key === newFinding
          ? await api.call('findings.add', { caseId, ...content })
          : await api.call('findings.revise', { caseId, findingId: Number(key), ...content });
      kept.push(finding);
      await keep(finding);
    });
    return kept[0];
  };
  /** Cites rows in a finding of the case at once; answers with how that failed, if it did. */
  const cite = (findingId: number, citations: CitedRow[]) =>
    failureIn(async () => keep(await api.call('findings.cite', { caseId, findingId, citations })));
  const remove = (findingId: number, reason: string) =>
    failureIn(async () => {
      await api.call('findings.delete', { caseId, findingId, reason });
      store.discard(String(findingId));
      await change((before) => before.filter((each) => each.findingId !== findingId));
    });
  const unsaved = Object.values(store.drafts).some(({ value }) => !isBlank(value));
  return { ...store, put, cite, remove, unsaved };
}
export type FindingDrafts = ReturnType<typeof useFindingDrafts>;
