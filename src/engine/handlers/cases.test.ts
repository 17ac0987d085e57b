import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCaseRegistry } from '../casefile/caseRegistry.ts';
import { testFolder } from '../casefile/testCase.ts';
import type { CallContext } from '../context.ts';
import { openSourceRegistry } from '../logs/sourceRegistry.ts';
import { openPlaybookLibrary } from '../playbook/openPlaybookLibrary.ts';
import type { Services } from '../services.ts';
import { caseHandlers } from './cases.ts';

const place = testFolder();
const source = { kind: 'local', folder: join(place.folder, 'logs') } as const;
const resourcesFolder = fileURLToPath(new URL('../../../resources', import.meta.url));
const services: Services = {
  sources: openSourceRegistry(),
  cases: createCaseRegistry('0.1.0'),
  playbooks: openPlaybookLibrary(join(resourcesFolder, 'playbooks')),
  resourcesFolder,
  productVersion: '0.1.0',
};
const handlers = caseHandlers(services);
const context: CallContext = {
  callId: 'test',
  signal: new AbortController().signal,
  emit: () => undefined,
  progress: () => undefined,
};
const create = (more: object) =>
  handlers['cases.create'](
    { path: place.at('a.casefile'), source, deviceId: 'press-17', hubName: 'plant', ...more },
    context,
  );

beforeAll(() => {
  const event = (TimeGenerated: string) => ({
    TimeGenerated,
    TimeStamp: TimeGenerated,
    DeviceId: 'press-17',
    AssociatedResourceId: '/subscriptions/1/providers/Microsoft.Devices/IotHubs/plant',
    RawEventName: 'Login',
    EventDetails: '{}',
  });
  const events = [event('2026-03-01T10:00:00.5Z'), event('2026-03-02T00:00:00Z')];
  mkdirSync(source.folder);
  writeFileSync(
    join(source.folder, 'SecurityIoTRawEvent.ndjson'),
    events.map((line) => JSON.stringify(line)).join('\n'),
  );
});
afterAll(async () => {
  services.cases.closeAll();
  await services.sources.closeAll();
  place.remove();
});

test('a case is made for a device that the source knows, over all that the source covers', {
  timeout: 60_000,
}, async () => {
  const view = await create({});
  expect(view).toMatchObject({
    title: 'press-17 on plant',
    subject: { deviceId: 'press-17', hubName: 'plant' },
    window: { from: '2026-03-01T10:00:00Z', to: '2026-03-02T00:00:01Z' },
    sourceAvailable: true,
    readOnly: false,
    custody: { count: 1 },
  });
  expect(view.playbook.id).toBe('suspicious-iot-device');
  await expect(create({})).rejects.toMatchObject({ code: 'outputExists' });
});

test('a device that is not there is refused with the stored spelling, an id that cannot be one with its rule', async () => {
  const path = place.at('b.casefile');
  await expect(create({ path, deviceId: 'PRESS-17' })).rejects.toMatchObject({
    code: 'unknownDevice',
    message: expect.stringContaining('Is it one of these: press-17?'),
  });
  await expect(create({ path, deviceId: 'press 17' })).rejects.toMatchObject({ code: 'invalidInput' });
  await expect(create({ path, hubName: 'p"' })).rejects.toMatchObject({ code: 'invalidInput' });
  await expect(create({ path, playbookId: 'none' })).rejects.toMatchObject({ code: 'unknownPlaybook' });
});

test('a saved case opens when its source has gone, and says so', async () => {
  rmSync(source.folder, { recursive: true });
  services.cases.closeAll();
  const view = await handlers['cases.open']({ path: place.at('a.casefile') }, context);
  expect(view.sourceAvailable).toBe(false);
  expect(await handlers['cases.custody']({ caseId: view.caseId }, context)).toHaveLength(1);
  await handlers['cases.close']({ caseId: view.caseId }, context);
  expect(await handlers['cases.verify']({ path: view.path }, context)).toMatchObject({ ok: true });
});
