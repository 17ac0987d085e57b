import { z } from 'zod';
import type { CaseView, Output } from '../../shared/contract/index.ts';
import { counted } from './words.ts';

const recounted = z.object({
  raw: z.number(),
  exhibits: z.array(z.number()),
  differing: z.array(z.number().nullable()),
});

/** What the newest recount from the raw events found, by the custody chain; what raw events there are where none was made. */
export function recountText(
  { exhibits }: Pick<CaseView, 'exhibits'>,
  custody: Output<'cases.custody'>,
): string | undefined {
  const raw = exhibits.findLast(({ role }) => role?.role === 'raw');
  if (!raw) return undefined;
  if (raw.outcome === 'failed') return `none could be kept: ${raw.error?.message ?? ''}`;
  const kept = `${counted(raw.rowCount, 'event')} in exhibit ${raw.number}`;
  const newest = custody.findLast(({ action }) => action === 'recount');
  const { data } = recounted.safeParse(newest ? JSON.parse(newest.detail) : undefined);
  if (data?.raw !== raw.number) return `${kept}; no answer was recounted from them`;
  const outcome =
    data.differing.length === 0
      ? 'all come out the same'
      : `these come out otherwise: exhibits ${data.differing.join(', ')}`;
  return `${kept}; ${counted(data.exhibits.length, 'answer')} recounted from them: ${outcome}`;
}
