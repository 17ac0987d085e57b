import type { recovery } from '../../shared/contract/recovery.ts';
import { recoverCase } from '../casefile/recover.ts';
import type { Handlers } from '../context.ts';
import type { Services } from '../services.ts';

export const recoveryHandlers = ({ productVersion }: Services): Handlers<typeof recovery> => ({
  'cases.recover': ({ path, out }) => recoverCase(path, out, productVersion),
});
