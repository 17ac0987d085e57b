import { access } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Output, ParsedInput, ShellMethodName } from '../../shared/contract/index.ts';
import type { shell } from '../../shared/contract/shell.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseToOpen } from '../os/caseToOpen.ts';
import type { Dialogs } from '../os/dialogs.ts';
import type { RecentCases } from '../session/recentCases.ts';

/** One handler per method that the shell answers itself. */
export type ShellHandlers = {
  readonly [M in ShellMethodName]: (input: ParsedInput<M>, context: ShellCall) => Promise<Output<M>> | Output<M>;
};

/** One call of the page; its signal aborts when the page cancels it. */
export interface ShellCall {
  readonly callId: string;
  readonly signal: AbortSignal;
}

/** Those that are too quick to be cancelled. */
type QuickHandlers = {
  readonly [M in keyof typeof shell]: (input: ParsedInput<M>) => Promise<Output<M>> | Output<M>;
};

interface ShellParts {
  readonly info: Output<'shell.info'>;
  readonly recentCases: RecentCases;
  readonly dialogs: Dialogs;
  readonly caseToOpen: CaseToOpen;
  /** Shows a file in the system's file manager. */
  readonly showInFolder: (path: string) => void;
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

export const shellHandlers = ({ info, recentCases, dialogs, caseToOpen, showInFolder }: ShellParts): QuickHandlers => ({
  'shell.info': () => info,
  'shell.recentCases': async () => {
    const cases = await recentCases.list();
    return Promise.all(cases.map(async (entry) => ({ ...entry, exists: await exists(entry.path) })));
  },
  'shell.rememberCase': async ({ path, title }) => {
    await recentCases.remember(path, title);
    return {};
  },
  'shell.forgetCase': async ({ path }) => {
    await recentCases.forget(path);
    return {};
  },
  'shell.chooseFolder': ({ title }) => dialogs.chooseFolder(title),
  'shell.chooseCaseFile': () => dialogs.chooseCaseFile(),
  'shell.choosePortableCase': () => dialogs.choosePortableCase(),
  'shell.chooseFile': ({ kind }) => dialogs.chooseFile(kind),
  'shell.chooseSavePath': ({ suggestedPath, kind }) => dialogs.chooseSavePath(suggestedPath, kind),
  'shell.takeCaseToOpen': () => ({ path: caseToOpen.take() }),
  'shell.showInFolder': async ({ path }) => {
    if (!isAbsolute(path) || !(await exists(path))) {
      throw new CasebookError('fileNotFound', `${path} is not there any more. Check whether it was moved or renamed.`);
    }
    showInFolder(path);
    return {};
  },
});
