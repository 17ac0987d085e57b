import { useCallback } from 'react';
import type { CaseId, Finding } from '../../../shared/contract/index.ts';
import type { Failure } from '../../../shared/result.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { useChangeList } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
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
  const { save, discard } = store;

  const keep = useCallback(
    (finding: Finding) =>
      change((before) =>
        before.some(({ findingId }) => findingId === finding.findingId)
          ? before.map((each) => (each.findingId === finding.findingId ? finding : each))
          : [...before, finding],
      ),
    [change],
  );
  /** Saves a draft; undefined where that failed, and the draft then says how. */
  const put = useCallback(
    async (key: string, draft: FindingDraft): Promise<Finding | undefined> => {
      const kept: Finding[] = [];
      await save(key, draft, async (value) => {
        const content = contentOf(value);
        const finding =
          key === newFinding
            ? await api.call('findings.add', { caseId, ...content })
            : await api.call('findings.revise', { caseId, findingId: Number(key), ...content });
        kept.push(finding);
        await keep(finding);
      });
      return kept[0];
    },
    [api, caseId, keep, save],
  );
  /** Cites rows in a finding of the case at once; answers with how that failed, if it did. */
  const cite = useCallback(
    async (findingId: number, citations: CitedRow[]): Promise<Failure | undefined> => {
      try {
        await keep(await api.call('findings.cite', { caseId, findingId, citations }));
      } catch (error) {
        return failureOf(error);
      }
    },
    [api, caseId, keep],
  );
  const remove = useCallback(
    async (findingId: number, reason: string): Promise<Failure | undefined> => {
      try {
        await api.call('findings.delete', { caseId, findingId, reason });
        discard(String(findingId));
        await change((before) => before.filter((each) => each.findingId !== findingId));
      } catch (error) {
        return failureOf(error);
      }
    },
    [api, caseId, change, discard],
  );
  const unsaved = Object.values(store.drafts).some(({ value }) => !isBlank(value));
  return { ...store, put, cite, remove, unsaved };
}
export type FindingDrafts = ReturnType<typeof useFindingDrafts>;
