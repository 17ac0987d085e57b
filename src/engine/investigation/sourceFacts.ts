import { conversionAudits, judgeConversions } from '../../core/verdicts/conversions.ts';
import { type CoveredTable, tablesNamed } from '../../core/verdicts/coverage.ts';
import type { Verdict } from '../../core/verdicts/verdict.ts';
import type { SourceDescription, TimeRange } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { LogSource } from '../logs/logSource.ts';
import { readAnswer } from './readAnswer.ts';

/** A query, and what of its parameters its audits need. */
export interface Question {
  readonly kql: string;
  readonly window: TimeRange;
  readonly device?: string | undefined;
  readonly hub?: string | undefined;
}

/** What verdicts need to know of a source beside its answers; each fact is asked for once and kept for the time of a call. */
export interface SourceFacts {
  /** The tables that a query reads, with what they cover. */
  tables(kql: string): Promise<readonly CoveredTable[]>;
  /** The verdict on cells that a query cannot read, or none. */
  unreadableValues(question: Question): Promise<Verdict[]>;
}

/** Fails as the source does only where the call is cancelled: a fact that cannot be had is told in a verdict. */
export function sourceFacts(source: LogSource, signal: AbortSignal): SourceFacts {
  const described = new Map<LogSource, Promise<SourceDescription>>();
  const describe = (kql: string) => {
    const asked = source.forQuery?.(kql) ?? source;
    const description = described.get(asked) ?? asked.recentDescription?.(signal) ?? asked.describe(signal);
    described.set(asked, description);
    return description;
  };
  const counted = new Map<string, Promise<number[]>>();
  const count = (kql: string, window: TimeRange): Promise<number[]> => {
    const asked = counted.get(kql) ?? source.query(kql, window, signal).then(firstRow);
    counted.set(kql, asked);
    return asked;
  };
  return {
    tables: async (kql) => tablesNamed(kql, (await describe(kql)).tables),
    async unreadableValues({ kql, window, device, hub }) {
      try {
        const audits = conversionAudits(kql, (await describe(kql)).tables, { device, hub });
        const found = [];
        for (const { kql: audit, checks } of audits) {
          const counts = await count(audit, window);
          found.push(...checks.map((text, place) => ({ text, count: counts[place] ?? 0 })));
        }
        const verdict = judgeConversions(found);
        return verdict ? [verdict] : [];
      } catch (error) {
        if (signal.aborted || !(error instanceof CasebookError)) throw error;
        const text = `Whether the query meets values that it cannot read could not be counted: ${error.message} Run the query again.`;
        return [{ kind: 'unreadableValues', text }];
      }
    },
  };
}

const firstRow = (answer: Parameters<typeof readAnswer>[0]): number[] => readAnswer(answer).rows[0]?.map(Number) ?? [];
