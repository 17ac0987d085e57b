import { resolve } from 'node:path';
import type { CaseView } from '../shared/contract/index.ts';
import type { Session } from './session.ts';

/** Opens a case file named on the command line; closing the engine closes it. */
export const openCase = ({ call }: Session, path: string): Promise<CaseView> =>
  call('cases.open', { path: resolve(path) });
