import { join } from 'node:path';
import tls from 'node:tls';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { caseId } from '../shared/contract/primitives.ts';
import type { FromEngine, ToEngine } from '../shared/port.ts';
import { askHost } from './askHost.ts';
import { createCaseRegistry } from './casefile/caseRegistry.ts';
import { dispatch } from './dispatch.ts';
import { answerHandlers } from './handlers/answers.ts';
import { attachmentHandlers } from './handlers/attachments.ts';
import { azureResourceHandlers } from './handlers/azureResources.ts';
import { bookmarkHandlers } from './handlers/bookmarks.ts';
import { caseHandlers } from './handlers/cases.ts';
import { comparisonHandlers } from './handlers/comparisons.ts';
import { editorHandlers } from './handlers/editor.ts';
import { entityHandlers } from './handlers/entities.ts';
import { exchangeHandlers } from './handlers/exchange.ts';
import { exhibitHandlers } from './handlers/exhibits.ts';
import { findingHandlers } from './handlers/findings.ts';
import { noteHandlers } from './handlers/notes.ts';
import { playbookHandlers } from './handlers/playbooks.ts';
import { profileHandlers } from './handlers/profiles.ts';
import { queryHandlers } from './handlers/queries.ts';
import { recoveryHandlers } from './handlers/recovery.ts';
import { reportHandlers } from './handlers/reports.ts';
import { searchHandlers } from './handlers/search.ts';
import { sourceHandlers } from './handlers/sources.ts';
import { openSourceRegistry } from './logs/sourceRegistry.ts';
import { openPlaybookLibrary } from './playbook/openPlaybookLibrary.ts';
import { createSearchService } from './search/searchService.ts';
import type { Services } from './services.ts';

if (!parentPort) throw new Error('The engine runs in a worker thread: start it with startEngine of client.ts.');
const port = parentPort;

const { resourcesFolder, productVersion, languageWorkerUrl, searchFolder, extraRoots } = z
  .object({
    resourcesFolder: z.string(),
    productVersion: z.string(),
    languageWorkerUrl: z.string().optional(),
    searchFolder: z.string().optional(),
    extraRoots: z.string().optional(),
  })
  .parse(workerData);

// Each thread has roots of its own.
if (extraRoots !== undefined) tls.setDefaultCACertificates([...tls.getCACertificates('default'), extraRoots]);

const running = new Map<string, AbortController>();
const cases = createCaseRegistry(productVersion);
const search = createSearchService({ folder: searchFolder, cases, productVersion, busy: () => running.size > 0 });
const host = askHost((message) => post(message));
const services: Services = {
  sources: openSourceRegistry({
    ...(languageWorkerUrl && { languageWorkerUrl: new URL(languageWorkerUrl) }),
    remote: host.access,
    onWaiting: (payload) => post({ type: 'event', name: 'source.waiting', payload }),
  }),
  remote: host.access,
  cases,
  playbooks: openPlaybookLibrary(join(resourcesFolder, 'playbooks')),
  resourcesFolder,
  productVersion,
};

const handlers = {
  ...sourceHandlers(services),
  ...azureResourceHandlers(services),
  ...playbookHandlers(services),
  ...caseHandlers(services),
  ...exhibitHandlers(services),
  ...answerHandlers(services),
  ...comparisonHandlers(services),
  ...noteHandlers(services),
  ...findingHandlers(services),
  ...bookmarkHandlers(services),
  ...profileHandlers(services),
  ...attachmentHandlers(services),
  ...recoveryHandlers(services),
  ...exchangeHandlers(services),
  ...reportHandlers(services),
  ...queryHandlers(services),
  ...editorHandlers(services),
  ...searchHandlers(services, search),
  ...entityHandlers(services),
};

const post = (message: FromEngine) => port.postMessage(message);

async function answer(callId: string, method: string, input: unknown): Promise<void> {
  const controller = new AbortController();
  running.set(callId, controller);
  const emit = (name: string, payload: unknown) => post({ type: 'event', name, payload } as FromEngine);
  const result = await dispatch(handlers, method, input, {
    callId,
    signal: controller.signal,
    emit,
    progress: (text, done, total) => emit('progress', { callId, text, done, total }),
  });
  running.delete(callId);
  indexAfter(input);
  try {
    post({ type: 'result', callId, result });
  } catch (error) {
    const message = `${method}: the answer cannot be sent: ${error instanceof Error ? error.message : String(error)}`;
    post({ type: 'result', callId, result: { ok: false, error: { code: 'unexpected', message } } });
  }
}

/** A call about an open case may have changed it; its index follows once the engine has nothing else to do. */
function indexAfter(input: unknown): void {
  const about = z.object({ caseId }).safeParse(input);
  if (about.success) search.indexLater(about.data.caseId);
}

/** Stops what runs, closes every case file and source, and lets the thread end. */
async function close(): Promise<void> {
  for (const controller of running.values()) controller.abort();
  search.close();
  services.cases.closeAll();
  await services.sources.closeAll();
  post({ type: 'closed' });
  port.close();
}

port.on('message', (message: ToEngine) => {
  if (message.type === 'call') void answer(message.callId, message.method, message.input);
  else if (message.type === 'cancel') running.get(message.callId)?.abort();
  else if (message.type === 'told') host.told(message);
  else void close();
});
