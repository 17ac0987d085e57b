import { expect, test } from 'vitest';
import type { CaseView, ExhibitSummary, PlaybookStep } from '../../../shared/contract/index.ts';
import { fakePlaybook } from '../../api/testing/fakeData.ts';
import { parameterFields, typedValues } from './parameterValues.ts';
import { endedCount, type RunState, runAfter } from './runState.ts';
import { couldWaitLonger, exhibitsOf, stepState, variantsOf } from './stepState.ts';

const step = fakePlaybook.groups[0]?.steps[0] as PlaybookStep;
const exhibit = (number: number, rest: Partial<ExhibitSummary> = {}): ExhibitSummary =>
  ({
    number,
    stepId: step.id,
    variant: 'hardened',
    role: null,
    outcome: 'answered',
    rowCount: number * 10,
    verdicts: [{ kind: 'complete', text: 'all' }],
    parameters: {},
    ...rest,
  }) as ExhibitSummary;

test('a step shows the newest exhibit of the variant that is read first', () => {
  expect(variantsOf(step)).toEqual(['hardened', 'guide']);
  expect(stepState([], {}, step)).toEqual({ status: 'notRun' });
  expect(stepState([exhibit(1), exhibit(2), exhibit(3, { variant: 'guide' })], {}, step)).toEqual({
    status: 'answered',
    rows: 20,
    warnings: 0,
  });
  expect(exhibitsOf([exhibit(1), exhibit(2)], step.id, 'hardened').map(({ number }) => number)).toEqual([2, 1]);
});

test('trouble of either query is seen on the step', () => {
  const capped = exhibit(2, { variant: 'guide', verdicts: [{ kind: 'setCapped', text: 'capped' }] });
  expect(stepState([exhibit(1), capped], {}, step)).toMatchObject({ rows: 10, warnings: 1 });
  expect(stepState([exhibit(1), exhibit(2, { variant: 'guide', outcome: 'failed' })], {}, step)).toMatchObject({
    rows: 10,
    warnings: 1,
  });
  expect(stepState([exhibit(1), exhibit(2, { outcome: 'failed' })], {}, step)).toEqual({ status: 'failed' });
});

test('a part of the window is a run of the query and never where the step stands', () => {
  const part = exhibit(2, { verdicts: [{ kind: 'narrowerWindow', text: 'a part' }] });
  const failed = exhibit(1, { outcome: 'failed' });
  expect(stepState([failed, part], {}, step)).toEqual({ status: 'failed' });
  expect(stepState([part], {}, step)).toEqual({ status: 'notRun' });
  expect(exhibitsOf([failed, part], step.id, 'hardened').map(({ number }) => number)).toEqual([2, 1]);
});

test('a run under way counts before what was saved, and a cancelled one leaves nothing running', () => {
  const event = { caseId: 'c' as never, stepId: step.id, variant: 'hardened' as const, exhibit: null };
  const running = runAfter({}, { ...event, state: 'running' });
  expect(stepState([exhibit(1)], running, step)).toEqual({ status: 'running' });
  const ended: RunState = runAfter(running, { type: 'ended' });
  expect(stepState([exhibit(1)], ended, step)).toMatchObject({ status: 'answered' });
  expect(stepState([], runAfter({}, { ...event, state: 'skipped' }), step)).toEqual({ status: 'skipped' });
  expect(endedCount({ 'a/guide': 'answered', 'b/guide': 'running', 'c/guide': 'failed' })).toBe(2);
  expect(runAfter(ended, { type: 'began' })).toEqual({});
});

test('parameters of the case are shown, the others can be changed', () => {
  const view = {
    subject: { deviceId: 'pump-07', hubName: 'plant' },
    window: { from: '2026-03-02T00:00:00Z', to: '2026-03-16T00:00:00Z' },
  };
  const parameters = [
    {
      name: 'device',
      type: 'string' as const,
      label: 'Device',
      defaults: [{ from: 'subject' as const, field: 'deviceId' as const }],
    },
    { name: 'span', type: 'timespan' as const, label: 'Span', defaults: [{ from: 'literal' as const, value: '2h' }] },
    {
      name: 'since',
      type: 'datetime' as const,
      label: 'Since',
      defaults: [{ from: 'alert' as const, which: 'first' as const }],
    },
  ];
  const fields = parameterFields(parameters, view, exhibit(1, { parameters: { since: '2026-03-11T00:00:00Z' } }));
  expect(fields.map(({ value, editable }) => [value, editable])).toEqual([
    ['pump-07', false],
    ['2h', true],
    [undefined, true],
  ]);
  expect(fields[2]?.origin).toContain('2026-03-11');
  expect(typedValues(fields, { device: 'other', span: '2h', since: ' 2026-03-10 ' })).toEqual({ since: '2026-03-10' });
});

test('a workspace may be given more time until it had all there is; a folder has none to give', () => {
  const workspace = { kind: 'workspace', waitSeconds: 180 } as Extract<CaseView['source'], { kind: 'workspace' }>;
  const allowed = (seconds: string) => exhibit(1, { versions: { 'seconds allowed': seconds } });
  expect(couldWaitLonger({ source: workspace }, allowed('180'))).toBe(true);
  expect(couldWaitLonger({ source: workspace }, allowed('600'))).toBe(false);
  expect(couldWaitLonger({ source: { ...workspace, waitSeconds: 600 } }, exhibit(1, { versions: {} }))).toBe(false);
  expect(couldWaitLonger({ source: { kind: 'local', folder: '/logs' } }, exhibit(1, { versions: {} }))).toBe(false);
});
