import { resolve } from 'node:path';
import type { Output } from '../../shared/contract/index.ts';
import { profile } from '../../shared/contract/profiles.ts';
import { exitCodes } from '../exitCodes.ts';
import { openCase } from '../openCase.ts';
import { outputWidth, print, printJson } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { formatTable } from '../output/table.ts';
import { withEngine } from '../session.ts';

interface Json {
  readonly json?: true;
}

/** Writes the profile that expects what a known-good case shows. */
export function learnProfile(
  path: string,
  { out, name, model, json }: Json & { readonly out: string; readonly name: string; readonly model: string },
): Promise<number> {
  return withEngine(async (session) => {
    const { caseId } = await openCase(session, path);
    const { content, unanswered, shortcomings } = await session.call('profiles.learn', { caseId });
    await session.call('profiles.writeFile', { path: resolve(out), name, deviceModel: model, content });
    if (json) printJson({ out, unanswered, shortcomings });
    else {
      print(`The profile is in ${printable(out)}. Read it before use: all that the case shows counts as expected.`);
      for (const step of unanswered) print(`  Nothing was learned from ${step}: it has no answer.`);
      for (const { stepId, text } of shortcomings) print(`  ${stepId} may lack rows: ${printable(text)}`);
    }
    return exitCodes.success;
  });
}

/** Puts a profile from a file into a case. */
export function useProfile(path: string, file: string, { json }: Json): Promise<number> {
  return withEngine(async (session) => {
    const { name, deviceModel, content } = await session.call('profiles.readFile', { path: resolve(file) });
    const { caseId } = await openCase(session, path);
    const added = await session.call('profiles.add', {
      caseId,
      name,
      deviceModel,
      content: profile.shape.content.parse(content),
    });
    if (json) printJson(added);
    else print(`Profile ${added.profileId} (${printable(name)}) is in the case, and in force.`);
    return exitCodes.success;
  });
}

/** Names the rows that the profile of a case does not expect. Exit code 1 where there are some. */
export function checkProfile(path: string, { json }: Json): Promise<number> {
  return withEngine(async (session) => {
    const { caseId } = await openCase(session, path);
    const checked = await session.call('profiles.check', { caseId });
    if (json) printJson(checked);
    else printChecked(checked);
    return checked.steps.some(({ rows }) => rows.length > 0) ? exitCodes.negative : exitCodes.success;
  });
}

function printChecked({ profile: used, steps, unanswered }: Output<'profiles.check'>): void {
  print(`By profile ${used.profileId}, revision ${used.revision}: ${printable(used.name)}`);
  for (const { title, exhibit, counts, rows, shortcomings } of steps) {
    const { expected, unexpected, notCovered } = counts;
    print(
      `\n${printable(title)} (exhibit ${exhibit}): ${counts.new} new, ${unexpected} unexpected, ${expected} expected, ${notCovered} not covered`,
    );
    for (const text of shortcomings) print(`  The answer may lack rows: ${printable(text)}`);
    const listed = rows.map(({ row, mark, reasons }) => [mark, `row ${row}`, reasons.join(' ')]);
    if (listed.length > 0) {
      print(formatTable([{ title: 'Profile' }, { title: 'Row' }, { title: 'Why' }], listed, outputWidth()));
    }
  }
  for (const step of unanswered) print(`\n${step} has no answer, so nothing of it was judged.`);
}
