import type { sources as sourcesContract } from '../../shared/contract/sources.ts';
import type { Handlers } from '../context.ts';
import { listDevices } from '../logs/listDevices.ts';
import { writeSampleWorkspace } from '../sample/sampleWorkspace.ts';
import type { Services } from '../services.ts';

export const sourceHandlers = ({ sources }: Services): Handlers<typeof sourcesContract> => ({
  'sources.describe': async ({ source }, { signal }) => (await sources.open(source)).describe(signal),
  'sources.devices': async ({ source }, { signal }) => listDevices(await sources.open(source), signal),
  'sources.writeSample': ({ folder, seed, events }, { signal, progress }) =>
    writeSampleWorkspace({
      folder,
      seed,
      events,
      signal,
      onProgress: (done, total) => progress('Writing the sample workspace', done, total),
    }),
});
