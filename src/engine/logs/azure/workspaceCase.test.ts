import { describe, expect, it } from 'vitest';
import { faults } from '../../../../test/support/logAnalyticsService/faults.ts';
import { callContext, openServices } from '../../../../test/support/services.ts';
import { testFacts, testFolder } from '../../casefile/testCase.ts';
import { editorHandlers } from '../../handlers/editor.ts';
import { exhibitHandlers } from '../../handlers/exhibits.ts';
import { queryHandlers } from '../../handlers/queries.ts';
import { sourceHandlers } from '../../handlers/sources.ts';
import { runQuery } from '../../investigation/investigation.ts';
import { runStep } from '../../investigation/runStep.ts';
import { sourceFacts } from '../../investigation/sourceFacts.ts';
import { testService, workspace } from './testService.ts';

const { service, remote, ref } = testService();
const { signal } = new AbortController();

describe('a case of a workspace', () => {
  it('asks for what its verdicts need while the service answers', async () => {
    const place = testFolder();
    const services = openServices(remote());
    const caseFile = services.cases.create(place.at('b.casefile'), { ...testFacts, source: ref() });
    const held = Promise.withResolvers<void>();
    const kql = 'SecurityAlert | extend d=parse_json(ExtendedProperties) | count';
    service().when(kql, faults.slow(held.promise));
    try {
      const source = await services.sources.open(ref());
      const facts = sourceFacts(source, signal);
      const context = callContext();
      const kept = runQuery({ caseFile, source, facts, context }, 'Own', kql);
      const asked = () => service().received.map(({ query }) => query);
      await expect.poll(asked, { timeout: 60_000 }).toContainEqual(expect.stringContaining('c0=countif('));
      held.resolve();
      expect(await kept).toMatchObject({ outcome: 'answered' });
    } finally {
      held.resolve();
      await services.close();
      place.remove();
    }
  });

  it('asks for what a query leaves out while the service answers the query', async () => {
    const place = testFolder();
    const services = openServices(remote());
    const { playbook } = services.playbooks.get('suspicious-iot-device');
    const caseFile = services.cases.create(place.at('c.casefile'), { ...testFacts, playbook, source: ref() });
    const held = Promise.withResolvers<void>();
    const isCount = (query: string) => query.includes('LastTime=max(TimeGenerated) by Item');
    service().when(({ query }) => query.includes('ListeningPorts') && !isCount(query), faults.slow(held.promise));
    try {
      const source = await services.sources.open(ref());
      const context = callContext();
      const kept = runStep({ caseFile, source, facts: sourceFacts(source, signal), context }, 'ports', 'guide');
      const counting = () => service().received.filter(({ query }) => isCount(query)).length;
      await expect.poll(counting, { timeout: 60_000 }).toBe(1);
      expect(caseFile.view().exhibits).toEqual([]);
      held.resolve();
      const { number } = await kept;
      expect(caseFile.view().exhibits.map(({ role }) => role?.ofExhibit ?? null)).toEqual([null, number]);
    } finally {
      held.resolve();
      await services.close();
      place.remove();
    }
  });

  it('gives one query of a step, or one of the examiner’s own, more of the service’s time', async () => {
    const place = testFolder();
    const services = openServices(remote());
    const { playbook } = services.playbooks.get('suspicious-iot-device');
    const { caseId } = services.cases.create(place.at('d.casefile'), { ...testFacts, playbook, source: ref() });
    const context = callContext();
    try {
      const run = exhibitHandlers(services)['exhibits.run'];
      service().reset();
      await run({ caseId, stepId: 'users', variant: 'guide', waitSeconds: 600 }, context);
      const waits = service().received.map(({ headers }) => String(headers.prefer).match(/wait=\d+/)?.[0]);
      expect(new Set(waits)).toEqual(new Set(['wait=600']));
      service().reset();
      const runQuery = exhibitHandlers(services)['exhibits.runQuery'];
      await runQuery({ caseId, title: 'Own', kql: 'SecurityAlert | count', waitSeconds: 600 }, context);
      expect(service().received.find(({ query }) => query.includes('| count'))?.headers.prefer).toContain('wait=600');
    } finally {
      await services.close();
      place.remove();
    }
  });

  it('fetches every row of a step’s query, and counts what it leaves out as ever', async () => {
    const place = testFolder();
    const services = openServices(remote());
    const { playbook } = services.playbooks.get('suspicious-iot-device');
    const caseFile = services.cases.create(place.at('e.casefile'), { ...testFacts, playbook, source: ref() });
    const told: string[] = [];
    const context = callContext({ progress: (text) => told.push(text) });
    try {
      const source = await services.sources.open(ref());
      const investigation = { caseFile, source, facts: sourceFacts(source, signal), context };
      const exhibit = await runStep(investigation, 'related-alerts', 'guide', { all: true });
      expect(exhibit).toMatchObject({ outcome: 'answered', versions: { 'rows counted first': expect.any(String) } });
      expect(told).toContain('Counting the rows');
      const beside = caseFile.view().exhibits.filter(({ role }) => role?.ofExhibit === exhibit.number);
      expect(beside.map(({ role }) => role?.role)).toEqual(['companion']);
      expect(service().received.map(({ query }) => query)).toContain(beside[0]?.kql);
    } finally {
      await services.close();
      place.remove();
    }
  });

  it('reads its exhibits on this computer and everything else live, and says what is lacking', async () => {
    const place = testFolder();
    const services = openServices(remote());
    const window = { from: '2026-03-01T00:00:00Z', to: '2026-03-09T00:00:00Z' };
    const caseFile = services.cases.create(place.at('a.casefile'), { ...testFacts, window, source: ref() });
    const context = callContext();
    const { caseId } = caseFile;
    const run = (kql: string, all = false) =>
      exhibitHandlers(services)['exhibits.runQuery']({ caseId, title: 'Own', kql, all }, context);
    try {
      const events = await run('SecurityIoTRawEvent | project TimeGenerated, DeviceId', true);
      expect(events).toMatchObject({ outcome: 'answered', rowCount: 5, versions: { 'rows counted first': '5' } });
      expect(events.verdicts.map(({ kind }) => kind)).not.toContain('partial');
      service().reset();
      const read = await run('exhibit(1) | count // SecurityAlert');
      expect(caseFile.page({ exhibit: read.number, offset: 0, limit: 1 }).rows[0]?.cells).toEqual([5]);
      expect(read.sourceLabel).toBe('exhibit 1 of this case');
      expect(service().received).toHaveLength(0);
      const both = await run('exhibit(1) | union SecurityAlert');
      expect(both.error?.message).toMatch(/no table SecurityAlert.*keep its rows as an exhibit first/);
      const live = await run('SecurityAlert | where AlertName != "exhibit(1)" | count');
      expect(live).toMatchObject({ outcome: 'answered', sourceLabel: `workspace ${workspace}` });

      service().when('SecurityAlert | take 9', faults.truncated(1), 1);
      const cut = await queryHandlers(services)['queries.run'](
        { source: ref(), kql: 'SecurityAlert | take 9' },
        context,
      );
      expect(cut.problems).toEqual([
        expect.stringContaining('The service cut the answer at its limit of 500,000 rows'),
      ]);
      service().when('| where TimeGenerated >=', faults.truncated(2));
      const whole = { source: ref(), kql: 'SecurityAlert | project AlertName', all: true };
      expect(await queryHandlers(services)['queries.run'](whole, context)).toMatchObject({
        rows: [['alert 0'], ['alert 1'], ['alert 2']],
        problems: [],
      });
      service().when('by SystemAlertId', faults.partOfUnionFailed);
      const { problems } = await sourceHandlers(services)['sources.devices']({ source: ref() }, context);
      expect(problems).toContainEqual(expect.stringContaining('The service answered in part'));

      const asked = { caseId, kql: 'Heartbeat | take 1' };
      const editor = editorHandlers(services)['editor.problems'];
      expect((await editor({ ...asked, source: ref() }, context)).problems).toEqual([]);
      expect((await editor({ ...asked, source: ref(), kql: 'Heartbeat | take' }, context)).problems).not.toEqual([]);
      await expect(queryHandlers(services)['queries.explain'](asked, context)).rejects.toThrow(
        'plans its queries itself',
      );
    } finally {
      await services.close();
      place.remove();
    }
  });
});
