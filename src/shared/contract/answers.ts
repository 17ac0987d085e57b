import { z } from 'zod';
import { caseId, method, sha256, utcInstant } from './primitives.ts';

const answerValue = z.enum(['expected', 'unexpected', 'unknown', 'notAnswered']);
export type AnswerValue = z.infer<typeof answerValue>;

export const citation = z.strictObject({ exhibit: z.number().int().positive(), row: z.number().int().positive() });

/** The answer in force; earlier ones stay in the custody chain. */
export const answer = z.strictObject({
  questionId: z.string(),
  value: answerValue,
  reason: z.string(),
  /** `rowSha256` is the hash of the cited row's canonical JSON, so that a citation survives re-runs. */
  citations: z.array(citation.extend({ rowSha256: sha256 })),
  answeredAt: utcInstant,
  actor: z.string(),
  revision: z.number().int().positive(),
});
export type Answer = z.infer<typeof answer>;

const taskStateValue = z.enum(['open', 'done', 'notApplicable']);
export const taskState = z.strictObject({
  taskId: z.string(),
  state: taskStateValue,
  remark: z.string(),
  at: utcInstant,
});

export const answers = {
  'answers.put': method(
    z.strictObject({
      caseId,
      questionId: z.string(),
      value: answerValue,
      reason: z.string().max(20_000),
      citations: z.array(citation).max(500),
      actor: z.string().max(200).optional(),
    }),
    answer,
  ),
  'answers.history': method(z.strictObject({ caseId, questionId: z.string() }), z.array(answer)),
  'tasks.put': method(
    z.strictObject({ caseId, taskId: z.string(), state: taskStateValue, remark: z.string().max(20_000) }),
    taskState,
  ),
};
