import { canonicalJson, type JsonValue } from '../../core/custody/canonicalJson.ts';
import { CasebookError, type Failure } from '../../shared/result.ts';
import { noRowsSha256, type ReadAnswer, readAnswer } from './answer/readAnswer.ts';
import type { Capture } from './caseFile.ts';
import { sha256Hex } from './sha256.ts';

/** An answer's rows, or why there are none. */
export type Reading = { readonly read: ReadAnswer } | { readonly failure: Failure };

/** The answer's rows, or why there are none: an answer that cannot be read is kept, and said to have failed. */
export function tryReading(body: Uint8Array): Reading {
  try {
    return { read: readAnswer(body) };
  } catch (error) {
    if (error instanceof CasebookError) return { failure: error.toFailure() };
    throw error;
  }
}

/** The row of the exhibits table for a capture, without its number. */
export function exhibitRow(capture: Capture, reading: Reading, body: Uint8Array) {
  const { run } = capture;
  const times = run.outcome === 'answered' ? run.answer : run;
  const read = 'read' in reading ? reading.read : undefined;
  const failure = 'failure' in reading ? reading.failure : undefined;
  const unread = failure !== undefined && run.outcome === 'answered';
  const verdicts = capture.verdicts.filter(({ kind }) => !unread || kind !== 'complete');
  if (unread) verdicts.push({ kind: 'failed', text: failure.message });
  if (read && read.replacedCells > 0) {
    const cells = read.replacedCells === 1 ? '1 cell holds' : `${read.replacedCells} cells hold`;
    const text = `${cells} text that is not valid Unicode; U+FFFD stands for what cannot be shown, and the raw answer has it.`;
    verdicts.push({ kind: 'unreadableLines', text });
  }
  return {
    step_id: capture.stepId,
    variant: capture.variant,
    title: capture.title.toWellFormed(),
    outcome: failure ? 'failed' : 'answered',
    error_code: failure?.code ?? null,
    error_message: failure?.message.toWellFormed() ?? null,
    error_detail: failure?.detail ? JSON.stringify(failure.detail) : null,
    kql: capture.kql.toWellFormed(),
    kql_sha256: sha256Hex(capture.kql.toWellFormed()),
    parameters: canonicalJson(capture.parameters),
    window_from: capture.window.from,
    window_to: capture.window.to,
    source_label: capture.sourceLabel.toWellFormed(),
    identity: capture.identity ?? null,
    started_at: times.startedAt,
    finished_at: times.finishedAt,
    versions: canonicalJson((run.outcome === 'answered' ? run.answer : run.received)?.versions ?? {}),
    verdicts: canonicalJson(verdicts.map(({ kind, text }) => ({ kind, text: text.toWellFormed() }))),
    columns: canonicalJson(
      (read?.columns ?? []).map(({ name, type }): JsonValue => ({ name: name.toWellFormed(), type })),
    ),
    row_count: read?.rows.length ?? 0,
    rows_sha256: read?.rowsSha256 ?? noRowsSha256,
    answer_bytes: body.byteLength,
    answer_sha256: sha256Hex(body),
  };
}
