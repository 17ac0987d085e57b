import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { createCaseRegistry } from '../casefile/caseRegistry.ts';
import { testFacts, testFolder } from '../casefile/testCase.ts';
import { resolveExhibit } from '../logs/exhibits/exhibitNames.ts';
import { newestAnswer } from './exhibitRows.ts';
import { runQuery } from './investigation.ts';
import { runStep } from './runStep.ts';
import { columns, failWith, playbook, type Script, scriptedInvestigation } from './testInvestigation.ts';

let place: ReturnType<typeof testFolder>;
let caseFile: CaseFile;
let asked: { readonly kql: string; readonly window: unknown }[];

beforeEach(() => {
  place = testFolder();
  caseFile = createCaseRegistry('0.1.0').create(place.at('press.casefile'), { ...testFacts, playbook });
  asked = [];
});
afterEach(() => {
  caseFile.close();
  place.remove();
});

function investigation(script: Script, intercept?: (kql: string) => void) {
  const made = scriptedInvestigation(
    caseFile,
    { asked: [], events: [], controller: new AbortController() },
    script,
    intercept,
  );
  const query: typeof made.source.query = (kql, window, signal) => {
    asked.push({ kql, window });
    return made.source.query(kql, window, signal);
  };
  return { ...made, source: { ...made.source, query } };
}

describe('runStep', () => {
  it('asks the hardened query unless told otherwise', async () => {
    expect((await runStep(investigation([]), 'users', undefined)).variant).toBe('hardened');
    expect((await runStep(investigation([]), 'users', 'guide')).variant).toBe('guide');
  });

  it('takes the examiner’s values before any default', async () => {
    const exhibit = await runStep(investigation([]), 'timeline', undefined, {
      given: { around: '2026-03-05T00:00:00Z', window: '30m' },
    });
    expect(exhibit.kql).toContain('let around = datetime(2026-03-05T00:00:00Z); //');
    expect(exhibit.kql).toContain('let window = 30m;');
  });

  it.each([
    ['nothing', undefined, {}, 'unknownStep', 'has no step "nothing"'],
    ['coverage', 'guide', {}, 'unknownStep', 'has no guide query'],
    ['timeline', undefined, {}, 'missingParameter', '“Time of the alert” (around)'],
    ['timeline', undefined, { around: 'noon' }, 'invalidInput', '"noon" is not a UTC time'],
    ['timeline', undefined, { when: 'x' }, 'invalidInput', 'no parameter "when"'],
    ['users', undefined, { device: 'press-18' }, 'invalidInput', 'the case’s subject'],
  ] as const)('refuses %s %s %j', async (stepId, variant, given, code, message) => {
    const run = runStep(investigation([]), stepId, variant, { given });
    await expect(run).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect(caseFile.view().exhibits).toEqual([]);
  });

  it('says that alerts could not be read where a default needs them', async () => {
    const absent = new CasebookError('tableAbsent', 'There is no table SecurityAlert in logs.');
    const run = runStep(investigation([], failWith('SecurityAlert', absent)), 'new-processes', undefined);
    await expect(run).rejects.toThrow('the device’s alerts cannot be read (There is no table SecurityAlert in logs.)');
  });
});

describe('a part of the window', () => {
  const users: Script[number] = ['RawEventName == "LocalUsers"', columns('UserName'), [['root']]];
  const partOf = () => ({ ...caseFile.view().window, to: '2026-03-07T00:00:00Z' });

  it('is asked for, and what comes is kept with a verdict that says so, not as the step’s answer', async () => {
    const whole = await runStep(investigation([users]), 'users', 'guide');
    asked = [];
    const part = await runStep(investigation([users]), 'users', 'guide', { part: partOf() });
    expect(part).toMatchObject({ window: partOf(), title: `${whole.title}, part of the window`, rowCount: 1 });
    expect(part.verdicts.map(({ kind }) => kind)).toEqual(['narrowerWindow']);
    expect(asked.map(({ window }) => window)).toEqual([partOf()]);
    expect(newestAnswer(caseFile, 'users')?.number).toBe(whole.number);
    expect(resolveExhibit(caseFile.view().exhibits, 'users')).toMatchObject({ exhibit: { number: whole.number } });
    expect(caseFile.view().exhibits.filter(({ role }) => role?.ofExhibit === part.number)).toEqual([]);
  });

  it('is told of a failed query too, and of one that cannot be read', async () => {
    const late = new CasebookError('queryTimeout', 'Not in time.');
    const failed = await runStep(investigation([], failWith('LocalUsers', late)), 'users', undefined, {
      part: partOf(),
    });
    expect(failed.verdicts.map(({ kind }) => kind)).toEqual(['failed', 'narrowerWindow']);
    const broken = investigation([]);
    const query: typeof broken.source.query = async (...given) => ({
      ...(await broken.source.query(...given)),
      body: new TextEncoder().encode('<html>'),
    });
    const odd = await runStep({ ...broken, source: { ...broken.source, query } }, 'users', undefined, {
      part: partOf(),
    });
    expect(odd.verdicts.map(({ kind }) => kind)).toContain('narrowerWindow');
  });

  it('is what parameters take for the window', async () => {
    const exhibit = await runStep(investigation([]), 'silence', undefined, { part: partOf() });
    expect(exhibit.parameters.until).toBe(partOf().to);
  });

  it('may be all of the window, which is no part, and never reaches beyond it', async () => {
    const { window } = caseFile.view();
    const whole = await runStep(investigation([users]), 'users', undefined, { part: window });
    expect(whole.verdicts.map(({ kind }) => kind)).not.toContain('narrowerWindow');
    const run = runStep(investigation([users]), 'users', undefined, {
      part: { ...window, to: '2030-01-01T00:00:00Z' },
    });
    await expect(run).rejects.toThrow('reaches beyond the case’s, 2026-03-01');
  });

  it('can be asked for with a query of the examiner’s own, once named so', async () => {
    const first = await runQuery(investigation([]), 'A look', 'SecurityAlert', partOf());
    expect(first).toMatchObject({ title: 'A look, part of the window', stepId: null, window: partOf() });
    expect(first.verdicts.map(({ kind }) => kind)).toEqual(['narrowerWindow']);
    expect((await runQuery(investigation([]), first.title, 'SecurityAlert', partOf())).title).toBe(first.title);
  });
});
