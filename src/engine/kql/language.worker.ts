import { parentPort, workerData } from 'node:worker_threads';
import { classify } from './editor/classify.ts';
import { complete } from './editor/complete.ts';
import { format } from './editor/format.ts';
import { hover } from './editor/hover.ts';
import { signature } from './editor/signature.ts';
import type { LanguageReply, LanguageRequest, LanguageTask, LanguageWorkerData } from './language.ts';
import { analyze } from './syntax/analyze.ts';

const { supported, examples } = workerData as LanguageWorkerData;

const perform = (task: LanguageTask): unknown => {
  switch (task.kind) {
    case 'analyze':
      return analyze(task.text, task.tables);
    case 'complete':
      return complete(task.text, task.position, task.tables, supported, examples);
    case 'hover':
      return hover(task.text, task.position, task.tables);
    case 'signature':
      return signature(task.text, task.position, task.tables, examples);
    case 'classify':
      return classify(task.text, task.tables);
    case 'format':
      return format(task.text);
  }
};

// Microsoft's parser is a large single-threaded library: here it never makes a query or a window wait.
const waiting = new Map<number, LanguageTask>();
/** The oldest task of the editor, else the oldest: somebody waits at the keyboard. */
const nextTask = () => {
  for (const entry of waiting) if (entry[1].kind !== 'analyze') return entry;
  const [oldest] = waiting;
  return oldest;
};
const answerNext = () => {
  const next = nextTask();
  if (next === undefined) return;
  const [id, task] = next;
  waiting.delete(id);
  let reply: LanguageReply;
  try {
    reply = { id, value: perform(task) };
  } catch (cause) {
    reply = { id, failure: cause instanceof Error ? cause.message : String(cause) };
  }
  parentPort?.postMessage(reply);
  // Not at once, so that a message that gives up a waiting task is read before.
  setImmediate(answerNext);
};
parentPort?.on('message', (request: LanguageRequest) => {
  if (request.task === null) {
    waiting.delete(request.id);
    return;
  }
  waiting.set(request.id, request.task);
  setImmediate(answerNext);
});
