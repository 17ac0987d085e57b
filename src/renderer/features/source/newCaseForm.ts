import { parseInstant } from '../../../core/time/parseInstant.ts';
import type { DeviceSummary, SourceDescription, TimeRange } from '../../../shared/contract/index.ts';

/** What the examiner types for a new case, as text. */
export interface NewCaseDraft {
  readonly title: string;
  readonly examiner: string;
  readonly hubName: string;
  readonly from: string;
  readonly to: string;
  readonly path: string;
}

export type NewCaseProblems = { readonly [K in keyof NewCaseDraft]?: string };

/** All that the tables cover: the oldest to the newest time of any of them. */
export function coverageOf(source: SourceDescription): TimeRange | undefined {
  const ranges = source.tables.flatMap(({ coverage }) => (coverage ? [coverage] : []));
  const from = ranges.map((range) => range.from).sort()[0];
  const to = ranges
    .map((range) => range.to)
    .sort()
    .at(-1);
  return from && to && from < to ? { from, to } : undefined;
}

/** A name that every file system takes, made of a title. */
const fileNameOf = (title: string): string => {
  const words = title.normalize('NFC').match(/[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._]*/gu) ?? ['case'];
  return [...words.join('-')].slice(0, 80).join('').replace(/\.+$/, '');
};

export const suggestedPath = (caseFolder: string, title: string): string => {
  const separator = caseFolder.includes('\\') ? '\\' : '/';
  return `${caseFolder.replace(/[\\/]+$/, '')}${separator}${fileNameOf(title)}.casefile`;
};

export function newCaseDraft(
  device: DeviceSummary,
  facts: { readonly user: string; readonly caseFolder: string; readonly coverage: TimeRange | undefined },
): NewCaseDraft {
  const title = `Investigation of ${device.deviceId}`.slice(0, 200);
  return {
    title,
    examiner: facts.user,
    hubName: device.hubName,
    from: facts.coverage?.from ?? '',
    to: facts.coverage?.to ?? '',
    path: suggestedPath(facts.caseFolder, title),
  };
}

/** What must be mended before the case can be made, by field. */
export function checkNewCase(draft: NewCaseDraft): NewCaseProblems {
  const example = 'Write a UTC time such as 2019-04-18 12:00.';
  const from = parseInstant(draft.from);
  const to = parseInstant(draft.to);
  return {
    ...(draft.title.trim() ? {} : { title: 'Give the case a title.' }),
    ...(draft.hubName.trim() ? {} : { hubName: 'Name the IoT hub: the queries match it.' }),
    ...(from ? {} : { from: example }),
    ...(to ? (from && from >= to ? { to: 'The end must be later than the beginning.' } : {}) : { to: example }),
    ...(draft.path.trim() ? {} : { path: 'Choose where the case file is kept.' }),
  };
}

/** The window to ask for; undefined when it is all that the source covers, which the engine knows more exactly. */
export function windowOf(draft: NewCaseDraft, coverage: TimeRange | undefined): TimeRange | undefined {
  const from = parseInstant(draft.from);
  const to = parseInstant(draft.to);
  if (!from || !to || (coverage && from === coverage.from && to === coverage.to)) return undefined;
  return { from, to };
}
