import { z } from 'zod';
import { armCalls } from './armCalls.ts';
import type { ArmClient } from './armClient.ts';
import { unknownForm } from './armFailure.ts';

/** Rows of a page, the most that the service gives, and pages of an answer: a list beyond that is not read to its end. */
const pageRows = 1000;
const mostPages = 100;

/**
 * Every row of a Resource Graph query over all subscriptions that the account sees in its tenant. Throws as ArmClient does, and
 * `serviceFailed` where the service cut the answer or its pages do not end.
 */
export async function graphRows<S extends z.ZodType>(
  arm: ArmClient,
  { what, query, row }: { readonly what: string; readonly query: string; readonly row: S },
  signal: AbortSignal,
): Promise<z.output<S>[]> {
  const call = armCalls.resourceGraph;
  const refuse = (problem: string) => unknownForm({ what, cloud: arm.cloud, call }, problem);
  const answer = z.looseObject({
    data: z.array(row),
    resultTruncated: z.union([z.string(), z.boolean()]).optional(),
    $skipToken: z.string().max(100_000).nullish(),
  });
  const rows: z.output<S>[] = [];
  let skipToken: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const options = { resultFormat: 'objectArray', $top: pageRows, ...(skipToken ? { $skipToken: skipToken } : {}) };
    const got = await arm.ask({ call, what, body: { query, options }, answer }, signal);
    rows.push(...got.data);
    if (!got.$skipToken) {
      if (String(got.resultTruncated ?? 'false') === 'true') throw refuse('it cut the list and names no further page.');
      return rows;
    }
    if (got.$skipToken === skipToken) throw refuse('its next page is the page that it gave before.');
    skipToken = got.$skipToken;
  }
  throw refuse(`the list does not end within ${mostPages} pages.`);
}
