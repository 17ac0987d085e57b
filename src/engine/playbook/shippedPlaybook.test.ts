import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bindParameters } from '../../core/kqlText/bindParameters.ts';
import { openPlaybookLibrary } from './openPlaybookLibrary.ts';

const resources = fileURLToPath(new URL('../../../resources/playbooks/', import.meta.url));
const guide = readFileSync(new URL('../../../test/fixtures/guide/guide.md', import.meta.url), 'utf8');
const { playbook } = openPlaybookLibrary(resources).get('suspicious-iot-device');
const steps = playbook.groups.flatMap((group) => group.steps);
const guideSteps = steps.filter((step) => step.guide);
const questions = steps.flatMap((step) => step.questions);

/** The guide's sections `### …` with the text between the fences and the numbered questions below. */
const sections = guide
  .split(/^### /m)
  .slice(1)
  .map((section) => {
    const [body = '', after = ''] = [section.split('~~~\n')[1]?.split('~~~')[0], section.split('~~~').at(-1)];
    return {
      title: section.split('\n')[0],
      kql: body,
      questions: [...(after.split('## Next')[0] ?? '').matchAll(/^ +(\d)\. (.*?) *$/gm)].map(([, number, text]) => ({
        guideNumber: Number(number),
        text,
      })),
    };
  });

describe('the shipped playbook against the guide', () => {
  it('has the guide’s five steps first, in its order and by its titles', () => {
    expect(steps.slice(0, 5)).toEqual(guideSteps);
    expect(guideSteps.map((step) => step.title)).toEqual(sections.map((section) => section.title));
  });

  it('has the guide’s queries byte for byte', () => {
    expect(guideSteps.map((step) => step.guide?.kql)).toEqual(sections.map((section) => section.kql));
  });

  it('has the guide’s eleven questions, worded and numbered as there', () => {
    const worded = guideSteps.map((step) => step.questions.map(({ guideNumber, text }) => ({ guideNumber, text })));
    expect(worded).toEqual(sections.map((section) => section.questions));
    expect(worded.flat()).toHaveLength(11);
    expect(questions.filter((question) => question.guideNumber !== null)).toHaveLength(11);
  });

  it('binds a guide query by changing its two literals and nothing else', () => {
    for (const { guide: query } of guideSteps) {
      const values: Record<string, string> = { device: "pump-(7)'s", hub: 'plant' };
      const bound = bindParameters(
        query?.kql ?? '',
        (query?.parameters ?? []).map(({ name, type }) => ({ name, type, value: values[name] ?? '' })),
      );
      expect(bound).toEqual({
        ok: true,
        value: query?.kql.replace('YOUR_DEVICE_ID', values.device ?? '').replace('YOUR_HUB_NAME', values.hub ?? ''),
      });
    }
  });
});

describe('the shipped playbook', () => {
  it('has 25 steps, every one with a query of ours', () => {
    expect(steps).toHaveLength(25);
    expect(steps.every((step) => step.hardened)).toBe(true);
  });

  it('uses every query file, once', () => {
    const folder = `${resources}suspicious-iot-device/`;
    const texts = (companions: boolean) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.kql') && name.endsWith('.left-out.kql') === companions)
        .map((name) => readFileSync(folder + name, 'utf8'));
    expect(steps.flatMap((step) => [step.guide?.kql, step.hardened?.kql]).filter(Boolean)).toEqual(texts(false));
    expect(steps.flatMap((step) => step.companions ?? []).map(({ query }) => query.kql)).toEqual(texts(true));
  });

  it('has a companion for each of the guide’s queries', () => {
    expect(guideSteps.map(({ companions }) => companions?.map(({ of }) => of))).toEqual(
      guideSteps.map(() => ['guide']),
    );
  });

  it('gives companion rows only items that it has a title for', () => {
    for (const { query, items } of steps.flatMap((step) => step.companions ?? [])) {
      const named = [...query.kql.matchAll(/Item="([^"]*)"/g)].map(([, item]) => item);
      expect(named.sort()).toEqual(items.map(({ id }) => id).sort());
    }
  });

  it('names the questions after their steps', () => {
    for (const step of steps) {
      expect(step.questions.map(({ id }) => id)).toEqual(step.questions.map((_, i) => `${step.id}-${i + 1}`));
    }
  });
});
