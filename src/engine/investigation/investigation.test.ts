import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventName, EventPayload } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { createCaseRegistry } from '../casefile/caseRegistry.ts';
import { testFacts, testFolder } from '../casefile/testCase.ts';
import { caseObservations } from './caseObservations.ts';
import { runAll, runQuery } from './investigation.ts';
import {
  alertTimes,
  columns,
  failWith,
  newProcesses,
  noExhibits,
  playbook,
  type Script,
  scriptedInvestigation,
  signIns,
} from './testInvestigation.ts';

let place: ReturnType<typeof testFolder>;
let caseFile: CaseFile;
let asked: string[];
let events: [EventName, unknown][];
let controller: AbortController;

beforeEach(() => {
  place = testFolder();
  caseFile = createCaseRegistry('0.1.0').create(place.at('press.casefile'), { ...testFacts, playbook });
  asked = [];
  events = [];
  controller = new AbortController();
});
afterEach(() => {
  caseFile.close();
  place.remove();
});

const investigation = (script: Script, intercept?: (kql: string) => void) =>
  scriptedInvestigation(caseFile, { asked, events, controller }, script, intercept);

describe('runAll', () => {
  it('asks both variants of the guide’s steps, then the others, in order, and keeps each answer', async () => {
    const { exhibits: all, skipped } = await runAll(investigation([alertTimes, signIns, newProcesses]), noExhibits);
    expect(skipped).toEqual([]);
    expect(all.map(({ number }) => number)).toEqual(all.map((_, i) => i + 1));
    const exhibits = all.filter(({ role }) => role === null);
    expect(exhibits).toHaveLength(30);
    expect(exhibits.slice(0, 11).map(({ stepId, variant }) => `${stepId} ${variant}`)).toEqual([
      ...['related-alerts', 'users', 'ports', 'logins', 'processes'].flatMap((id) => [`${id} guide`, `${id} hardened`]),
      'coverage hardened',
    ]);
    expect(caseFile.view().exhibits).toEqual(all);
    const states = events.map(([, payload]) => (payload as EventPayload<'run.step'>).state);
    expect(states).toEqual(Array.from({ length: 30 }, () => ['running', 'answered']).flat());
  });

  it('counts what a query leaves out right after it, and keeps the count beside it', async () => {
    const { exhibits } = await runAll(investigation([alertTimes, signIns, newProcesses]), noExhibits);
    const companions = exhibits.filter(({ role }) => role?.role === 'companion');
    expect(companions.map(({ stepId, variant }) => `${stepId} ${variant}`)).toEqual([
      ...['related-alerts', 'users', 'ports', 'logins', 'processes'].map((id) => `${id} guide`),
      ...['sign-ins', 'outbound', 'listeners', 'process-tree'].map((id) => `${id} hardened`),
    ]);
    expect(companions.map(({ role }) => role?.ofExhibit)).toEqual(companions.map(({ number }) => number - 1));
    expect(companions[0]?.kql).toMatch(/let device = "press-17";[\s\S]*summarize Rows=count\(\)/);
  });

  it('keeps the raw events at the end, and every recount that comes to another result', async () => {
    const raw: Script[number] = ['contains "plant"\n| order by', columns('TimeGenerated'), [['2026-03-04T10:00:00Z']]];
    const users: Script[number] = ['RawEventName == "LocalUsers" and not(IsEmpty)', columns('UserName'), [['root']]];
    const { exhibits, recounted } = await runAll(investigation([raw, users]), async () => investigation([]).source);
    const kept = exhibits.find(({ role }) => role?.role === 'raw');
    const hardened = exhibits.find(({ stepId, variant }) => stepId === 'users' && variant === 'hardened');
    const recountOf = exhibits.find(({ role }) => role?.role === 'recomputed' && role.ofExhibit === hardened?.number);
    expect(kept).toMatchObject({ stepId: null, rowCount: 1 });
    expect(recounted).toContain(hardened?.number);
    expect(recountOf?.verdicts).toMatchObject([
      {
        kind: 'summaryDiffers',
        text: expect.stringContaining(`1 row is only in exhibit ${hardened?.number}, 0 rows are only here`),
      },
    ]);
    expect(recountOf?.kql).toBe(`let SecurityIoTRawEvent=exhibit(${kept?.number});\n${hardened?.kql}`);
    expect(caseFile.custody().at(-2)).toMatchObject({ action: 'recount' });
  });

  it('takes parameters from the subject, the window, the alerts and earlier answers', async () => {
    const { exhibits } = await runAll(investigation([alertTimes, signIns, newProcesses]), noExhibits);
    const parameters = (id: string) => exhibits.find(({ stepId }) => stepId === id)?.parameters;
    const subject = { device: 'press-17', hub: 'plant' };
    expect(parameters('users')).toEqual(subject);
    expect(parameters('silence')).toEqual({ ...subject, until: testFacts.window.to, maxGap: '14h' });
    expect(parameters('new-processes')).toEqual({ ...subject, since: '2026-03-03T10:00:00.5000000Z' });
    expect(parameters('timeline')).toEqual({ ...subject, around: '2026-03-04T10:00:00.5000000Z', window: '2h' });
    expect(parameters('spread')).toEqual({ ...subject, address: '192.0.2.2', executable: '/tmp/.hidden/tool' });
    const spread = exhibits.find(({ stepId }) => stepId === 'spread');
    expect(spread?.kql).toContain('let address = "192.0.2.2"; // address or executable found in an earlier step');
    expect(asked.filter((kql) => kql.includes('by AlertSeverity'))).toHaveLength(1);
  });

  it('goes on after a failed query and keeps the failure with its verdict', async () => {
    const absent = new CasebookError('tableAbsent', 'There is no table SecurityRecommendation in logs.');
    const { exhibits } = await runAll(
      investigation([alertTimes, signIns, newProcesses], failWith('SecurityRecommendation', absent)),
      noExhibits,
    );
    expect(exhibits.filter(({ role }) => role === null)).toHaveLength(30);
    const failed = exhibits.filter(({ outcome }) => outcome === 'failed');
    expect(failed.map(({ stepId, error, verdicts }) => [stepId, error?.code, verdicts[0]?.kind])).toEqual([
      ['recommendations', 'tableAbsent', 'tableAbsent'],
    ]);
    expect(events).toContainEqual([
      'run.step',
      expect.objectContaining({ stepId: 'recommendations', state: 'failed', exhibit: failed[0]?.number }),
    ]);
  });

  it('skips a step whose value cannot be had, and says why in words', async () => {
    const { exhibits, skipped } = await runAll(investigation([]), noExhibits);
    expect(exhibits.filter(({ role }) => role === null)).toHaveLength(27);
    expect(Object.fromEntries(skipped.map(({ stepId, reason }) => [stepId, reason]))).toEqual({
      'new-processes':
        'There is no value for “Start of the suspected activity” (since): no alert of severity High names the device in the window; no alert names the device in the window.',
      timeline:
        'There is no value for “Time of the alert” (around): no alert of severity High names the device in the window; no alert names the device in the window.',
      spread:
        'There is no value for “Remote address to look for” (address): the step “Failed and successful sign-ins per source” found no row with Reading failures then success; the step “Failed and successful sign-ins per source” found no row with Reading repeated failures.',
    });
  });

  it('keeps what was done before a cancel', async () => {
    const stopAt = (kql: string) => {
      if (kql.includes('"ListeningPorts"')) {
        controller.abort();
        throw new Error('interrupted');
      }
    };
    await expect(runAll(investigation([], stopAt), noExhibits)).rejects.toThrow('interrupted');
    const kept = caseFile.view().exhibits.filter(({ role }) => role === null);
    expect(kept.map(({ stepId }) => stepId)).toEqual(['related-alerts', 'related-alerts', 'users', 'users']);
  });
});

describe('other runs', () => {
  it('keeps an answer that it cannot read, with that verdict', async () => {
    const broken = investigation([]);
    const query = async () => ({
      body: new TextEncoder().encode('<html>no JSON</html>'),
      startedAt: '2026-03-09T10:00:00Z',
      finishedAt: '2026-03-09T10:00:00Z',
      versions: {},
      unreadable: [],
    });
    const exhibit = await runQuery({ ...broken, source: { ...broken.source, query } }, 'A look', 'T');
    expect(exhibit.verdicts.map(({ kind }) => kind)).toContain('failed');
    expect(new TextDecoder().decode(caseFile.rawAnswer(exhibit.number))).toBe('<html>no JSON</html>');
  });

  it('keeps the examiner’s own query under its title, as written', async () => {
    const kql = 'SecurityAlert // all of them\n| take 5';
    const exhibit = await runQuery(investigation([]), 'A look', kql);
    expect(exhibit).toMatchObject({ stepId: null, variant: 'adhoc', title: 'A look', kql, parameters: {} });
  });

  it('finds what stands out in the rows that the case kept', async () => {
    await runAll(investigation([alertTimes, signIns, newProcesses]), noExhibits);
    const found = caseObservations(caseFile).map(({ rule, citations }) => [rule, citations]);
    const number = (id: string) => caseFile.view().exhibits.find(({ stepId }) => stepId === id)?.number;
    expect(found).toContainEqual(['failures-then-success', [{ exhibit: number('sign-ins'), row: 2 }]]);
    expect(found).toContainEqual(['program-in-temporary-directory', [{ exhibit: number('new-processes'), row: 2 }]]);
  });
});
