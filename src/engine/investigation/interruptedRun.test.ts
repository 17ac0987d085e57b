import { afterEach, beforeEach, expect, test } from 'vitest';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { createCaseRegistry } from '../casefile/caseRegistry.ts';
import { testFacts, testFolder } from '../casefile/testCase.ts';
import { interruptedRun } from './interruptedRun.ts';
import { runAll, runQuery } from './investigation.ts';
import { runStep } from './runStep.ts';
import {
  alertTimes,
  failWith,
  newProcesses,
  noExhibits,
  playbook,
  scriptedInvestigation,
  signIns,
  type Watched,
} from './testInvestigation.ts';

let place: ReturnType<typeof testFolder>;
let caseFile: CaseFile;

beforeEach(() => {
  place = testFolder();
  caseFile = createCaseRegistry('0.1.0').create(place.at('press.casefile'), { ...testFacts, playbook });
});
afterEach(() => {
  caseFile.close();
  place.remove();
});

const watched = (): Watched => ({ asked: [], events: [], controller: new AbortController() });
const script = [alertTimes, signIns, newProcesses];
const run = (watch: Watched, { resume, intercept }: { resume?: boolean; intercept?: (kql: string) => void } = {}) =>
  runAll(scriptedInvestigation(caseFile, watch, script, intercept), noExhibits, { resume });
const summary = () => caseFile.view().exhibits.map(({ stepId, variant, role }) => `${stepId} ${variant} ${role?.name}`);

test('a run that was stopped anywhere goes on where it stopped, across a reopening, and ends as one that was not', async () => {
  const whole = watched();
  await run(whole);
  const expected = summary().toSorted();
  for (const stopAt of [1, 2, 7, 40, whole.asked.length]) {
    caseFile.close();
    place.remove();
    place = testFolder();
    const path = place.at('press.casefile');
    caseFile = createCaseRegistry('0.1.0').create(path, { ...testFacts, playbook });
    const first = watched();
    const stop = () => {
      if (first.asked.length === stopAt) {
        first.controller.abort();
        first.controller.signal.throwIfAborted();
      }
    };
    await expect(run(first, { intercept: stop })).rejects.toThrow();
    caseFile.close();
    caseFile = await createCaseRegistry('0.1.0').open(path);
    const left = interruptedRun(caseFile);
    expect(left?.planned).toBe(30);
    const second = watched();
    await run(second, { resume: true });
    expect(summary().toSorted()).toEqual(expected);
    expect(interruptedRun(caseFile)).toBeUndefined();
    expect(new Set(caseFile.view().exhibits.map(({ number }) => number)).size).toBe(expected.length);
  }
});

test('what failed for a while is asked again; what failed for good and what was skipped are not', async () => {
  const away = new CasebookError('sourceFailed', 'The folder is away.');
  const absent = new CasebookError('tableAbsent', 'There is no such table.');
  const first = watched();
  await run(first, {
    intercept: (kql) => {
      failWith('SecurityRecommendation', absent)(kql);
      failWith('RawEventName == "LocalUsers"', away)(kql);
    },
  });
  const left = interruptedRun(caseFile);
  expect(left?.remaining.length).toBeGreaterThan(0);
  expect(left?.remaining.length).toBeLessThan(30);
  expect(left?.remaining.map(({ step }) => step.id)).toContain('users');
  const second = watched();
  const { exhibits } = await run(second, { resume: true });
  expect(exhibits.filter(({ role }) => role === null)).toHaveLength(left?.remaining.length ?? 0);
  expect(second.asked.some((kql) => kql.includes('SecurityRecommendation'))).toBe(false);
  expect(interruptedRun(caseFile)).toBeUndefined();
});

test('a part of the window that somebody asked for leaves the whole to be asked', async () => {
  const away = new CasebookError('sourceFailed', 'The folder is away.');
  await run(watched(), { intercept: failWith('RawEventName == "LocalUsers"', away) });
  const before = interruptedRun(caseFile)?.remaining;
  const { from } = caseFile.view().window;
  const part = { from, to: from.replace(/T.*/, 'T12:00:00Z') };
  await runStep(scriptedInvestigation(caseFile, watched(), script), 'users', 'guide', { part });
  await runStep(scriptedInvestigation(caseFile, watched(), script), 'users', 'hardened', { part });
  expect(before?.map(({ step }) => step.id)).toContain('users');
  expect(interruptedRun(caseFile)?.remaining).toEqual(before);
});

test('an own query that failed for a while leaves a run complete', async () => {
  await run(watched());
  const away = new CasebookError('signInNeeded', 'The sign-in has expired.');
  const own = scriptedInvestigation(caseFile, watched(), script, failWith('Heartbeat', away));
  expect(await runQuery(own, 'A look', 'Heartbeat | count')).toMatchObject({ outcome: 'failed' });
  expect(interruptedRun(caseFile)).toBeUndefined();
});

test('a query that was skipped because another failed for a while is asked again with it', async () => {
  const away = new CasebookError('serviceUnreachable', 'The network is away.');
  const first = await run(watched(), { intercept: failWith(signIns[0], away) });
  expect(first.skipped.map(({ stepId }) => stepId)).toContain('spread');
  expect(interruptedRun(caseFile)?.remaining.map(({ step }) => step.id)).toContain('spread');
  const { exhibits, skipped } = await run(watched(), { resume: true });
  expect(exhibits.map(({ stepId }) => stepId)).toContain('spread');
  expect(skipped).toEqual([]);
  expect(interruptedRun(caseFile)).toBeUndefined();
});

test('without a run there is nothing to resume, nor after one that came to its end', async () => {
  await runStep(scriptedInvestigation(caseFile, watched(), script), 'users', undefined);
  expect(interruptedRun(caseFile)).toBeUndefined();
  await expect(run(watched(), { resume: true })).rejects.toMatchObject({ code: 'invalidInput' });
  await run(watched());
  await expect(run(watched(), { resume: true })).rejects.toMatchObject({ code: 'invalidInput' });
});
