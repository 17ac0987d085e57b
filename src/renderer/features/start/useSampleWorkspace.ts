import { useCallback, useState } from 'react';
import type { Failure } from '../../../shared/result.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { useAction } from '../../api/useAction.ts';
import { failureOf } from '../../api/workbenchApi.ts';

/** Opens the sample workspace, writing it first where it is not there yet. */
export function useSampleWorkspace(folder: string | undefined, onOpen: (folder: string) => void) {
  const api = useApi();
  const write = useAction('sources.writeSample');
  const [looking, setLooking] = useState(false);
  const [failure, setFailure] = useState<Failure | undefined>();

  const { run: runWrite, dismiss: dismissWrite } = write;
  const open = useCallback(async () => {
    if (!folder) return;
    setFailure(undefined);
    setLooking(true);
    const problem = await api
      .call('sources.describe', { source: { kind: 'local', folder } })
      .then(() => undefined, failureOf);
    setLooking(false);
    if (!problem) return onOpen(folder);
    if (problem.code !== 'folderNotFound' && problem.code !== 'noTables') return setFailure(problem);
    const written = await runWrite({ folder });
    if (written) onOpen(written.folder);
  }, [api, folder, onOpen, runWrite]);

  const dismiss = useCallback(() => {
    setFailure(undefined);
    dismissWrite();
  }, [dismissWrite]);
  return { open, write, busy: looking || write.running, failure: failure ?? write.failure, dismiss };
}
