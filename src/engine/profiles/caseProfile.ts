import { addressEntryOf } from '../../core/profiles/addressEntry.ts';
import { createJudge, type Judgement } from '../../core/profiles/judgeRow.ts';
import { learnProfile } from '../../core/profiles/learnProfile.ts';
import type { ProfileContent } from '../../core/profiles/profileContent.ts';
import { profiledSteps, type RowValues } from '../../core/profiles/stepThings.ts';
import type { ExhibitSummary, Output, Profile } from '../../shared/contract/index.ts';
import { profileContent } from '../../shared/contract/profileContent.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { newestAnswer, readRows } from '../investigation/exhibitRows.ts';
import { addressesIn } from './addressTest.ts';

const mostListed = 5000;

/** The profile that expects what a case shows; nothing is saved. */
export function learnFromCase(caseFile: CaseFile): Output<'profiles.learn'> {
  const { answered, unanswered } = answersOf(caseFile);
  const learned = learnProfile(answered.map(({ stepId, exhibit }) => ({ stepId, rows: valuesOf(caseFile, exhibit) })));
  return {
    content: profileContent.parse(learned),
    unanswered,
    shortcomings: answered.flatMap(({ stepId, exhibit }) => shortcomingsOf(exhibit).map((text) => ({ stepId, text }))),
  };
}

/** Judges the newest answers of a case by a profile in it. Throws `invalidInput` when there is no profile to judge by. */
export function checkProfile(caseFile: CaseFile, profileId?: number): Output<'profiles.check'> {
  const profile = profileOf(caseFile, profileId);
  const judge = createJudge(judgingContent(profile), addressesIn);
  const { answered, unanswered } = answersOf(caseFile);
  const steps = answered.map(({ stepId, exhibit }) => {
    const counts = { expected: 0, unexpected: 0, new: 0, notCovered: 0 };
    const rows: Output<'profiles.check'>['steps'][number]['rows'] = [];
    for (const { row, values } of readRows(caseFile, exhibit)) {
      const { mark, reasons }: Judgement = judge(stepId, values);
      counts[mark] += 1;
      const isListed = mark === 'unexpected' || mark === 'new';
      if (isListed && rows.length < mostListed) rows.push({ row, mark, reasons: [...reasons] });
    }
    const { number, title } = exhibit;
    return { stepId, exhibit: number, title, counts, rows, shortcomings: shortcomingsOf(exhibit) };
  });
  return { profile, steps, unanswered };
}

/** What a profile of a case expects; throws `invalidInput` where it is not of version 1. */
export const profileContentOf = (caseFile: CaseFile, profileId: number): Output<'profiles.content'> =>
  contentOf(profileOf(caseFile, profileId));

/** Judges the rows of one page of an exhibit. Throws `invalidInput` when there is no such profile to judge by. */
export function judgePage(
  caseFile: CaseFile,
  profileId: number,
  page: Parameters<CaseFile['page']>[0],
): Output<'profiles.marks'> {
  const profile = profileOf(caseFile, profileId);
  const judge = createJudge(judgingContent(profile), addressesIn);
  const { stepId, variant, role, columns } = caseFile.exhibit(page.exhibit);
  const isCovered = stepId !== null && variant === 'hardened' && role === null;
  const rows = caseFile.page(page).rows.map(({ row, cells }) => {
    if (!isCovered) return { row, mark: 'notCovered' as const, reasons: [] };
    const values = Object.fromEntries(columns.map(({ name }, place) => [name, cells[place] ?? null]));
    const { mark, reasons } = judge(stepId, values);
    return { row, mark, reasons: [...reasons] };
  });
  return { profile, rows };
}

/** The steps that profiles know, with the newest answer of their hardened query, whose columns profiles read. */
function answersOf(caseFile: CaseFile) {
  const answered: { stepId: string; exhibit: ExhibitSummary }[] = [];
  const unanswered: string[] = [];
  for (const stepId of profiledSteps) {
    const exhibit = newestAnswer(caseFile, stepId);
    if (exhibit?.variant === 'hardened') answered.push({ stepId, exhibit });
    else unanswered.push(stepId);
  }
  return { answered, unanswered };
}

function* valuesOf(caseFile: CaseFile, exhibit: ExhibitSummary): Generator<RowValues> {
  for (const { values } of readRows(caseFile, exhibit)) yield values;
}

const shortcomingsOf = ({ verdicts }: ExhibitSummary): string[] =>
  verdicts.filter(({ kind }) => kind !== 'complete').map(({ text }) => text);

function profileOf(caseFile: CaseFile, profileId: number | undefined): Profile {
  const profiles = caseFile.profiles();
  const found = profileId === undefined ? profiles.at(-1) : profiles.find((one) => one.profileId === profileId);
  if (found) return found;
  const which = profileId === undefined ? 'no profile' : `no profile ${profileId}`;
  throw refused(`The case has ${which}: learn one from a known-good case and add it first.`);
}

/** The content of a profile by which rows can be judged. */
function judgingContent(profile: Profile): ProfileContent {
  const content = contentOf(profile);
  const { destinations = [], origins = [] } = content;
  const wrong = [...destinations.map(({ address }) => address), ...origins].find((entry) => !addressEntryOf(entry));
  if (wrong === undefined) return content;
  throw refused(
    `The profile "${profile.name}" has "${wrong}", which is no CIDR block: write it as 192.0.2.0/24 or 2001:db8::/32.`,
  );
}

function contentOf({ name, content }: Profile): Output<'profiles.content'> {
  const parsed = profileContent.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'its content';
  throw refused(`The profile "${name}" cannot judge rows: ${where}: ${issue?.message}. Revise it as version 1.`);
}

const refused = (message: string) => new CasebookError('invalidInput', message);
