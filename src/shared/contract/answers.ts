import { z } from 'zod';
import { actor, caseId, citedRow, method, rowRef, utcInstant } from './primitives.ts';

const answerValue = z.enum(['expected', 'unexpected', 'unknown', 'notAnswered']);
export type AnswerValue = z.infer<typeof answerValue>;

/** The answer in force; earlier ones stay in the custody chain. */
export const answer = z.strictObject({
  questionId: z.string(),
  value: answerValue,
  reason: z.string(),
  citations: z.array(citedRow),
  /** Why it was given although what it rests on is incomplete; null where nothing was said. */
  limitation: z.string().nullable(),
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
      citations: z.array(rowRef).max(500),
      /** The written reason why the answer is given on incomplete evidence. */
      limitation: z.string().min(1).max(20_000).optional(),
      actor,
    }),
    answer,
  ),
  'answers.history': method(z.strictObject({ caseId, questionId: z.string() }), z.array(answer)),
  'tasks.put': method(
    z.strictObject({ caseId, taskId: z.string(), state: taskStateValue, remark: z.string().max(20_000) }),
    taskState,
  ),
};
