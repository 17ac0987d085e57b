import type Database from 'better-sqlite3';
import { z } from 'zod';
import { type CaseView, type Playbook, playbookSchema } from '../../shared/contract/index.ts';
import { caseId, sourceRef, timeRange, utcInstant } from '../../shared/contract/primitives.ts';
import { CasebookError } from '../../shared/result.ts';
import { limits } from './format.ts';

const factsShape = z.object({
  case_id: caseId,
  title: z.string(),
  examiner: z.string(),
  created_at: utcInstant,
  source: z.string(),
  window_from: z.string(),
  window_to: z.string(),
});

/** The case facts as the window shows them, checked: a case file may come from anywhere. */
export type Facts = Pick<CaseView, 'caseId' | 'title' | 'examiner' | 'createdAt' | 'subject' | 'source' | 'window'>;

/** Throws a ZodError or SyntaxError where the file does not hold a case's facts. */
export function readFacts(db: Database.Database): Facts {
  const facts = factsShape.parse(db.prepare('SELECT * FROM case_facts').get());
  const subject = db.prepare<[string], string>('SELECT name FROM subjects WHERE kind = ?').pluck();
  return {
    caseId: facts.case_id,
    title: facts.title,
    examiner: facts.examiner,
    createdAt: facts.created_at,
    subject: { deviceId: z.string().parse(subject.get('device')), hubName: z.string().parse(subject.get('hub')) },
    source: sourceRef.parse(JSON.parse(facts.source)),
    window: timeRange.parse({ from: facts.window_from, to: facts.window_to }),
  };
}

/** The playbook as it was when the case was made. */
export function readPlaybook(db: Database.Database): Playbook {
  const bytes = db.prepare<[], number>('SELECT octet_length(playbook) FROM playbook_snapshot').pluck().get() ?? 0;
  if (bytes > limits.playbookBytes) throw new CasebookError('caseDamaged', `The playbook snapshot has ${bytes} bytes.`);
  return playbookSchema.parse(
    JSON.parse(db.prepare<[], string>('SELECT playbook FROM playbook_snapshot').pluck().get() ?? ''),
  );
}
