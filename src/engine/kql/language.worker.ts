import { parentPort } from 'node:worker_threads';
import type { LanguageReply, LanguageRequest } from './language.ts';
import { analyze } from './syntax/analyze.ts';

// Microsoft's parser is a large single-threaded library: here it never makes a query or a window wait.
parentPort?.on('message', (request: LanguageRequest) => {
  let reply: LanguageReply;
  try {
    reply = { id: request.id, analysis: analyze(request.text, request.tables) };
  } catch (cause) {
    reply = { id: request.id, failure: cause instanceof Error ? cause.message : String(cause) };
  }
  parentPort?.postMessage(reply);
});
