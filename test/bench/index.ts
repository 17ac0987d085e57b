import { cpus, totalmem } from 'node:os';
import { captureExhibit } from './captureExhibit.ts';
import { editorService } from './editorService.ts';
import { guideSteps } from './guideSteps.ts';
import { geometricMean } from './measure.ts';
import { pageExhibit } from './pageExhibit.ts';
import { playbookQueries } from './playbookQueries.ts';
import { coldQuery, loadingOf } from './processes.ts';
import { searchCases } from './searchCases.ts';
import { serviceAnswer } from './serviceAnswer.ts';
import { newSample, sampleOf } from './workspace.ts';

const events = Number(process.env.CASEBOOK_BENCH_EVENTS ?? 1_000_000);
const sample = await sampleOf(events);
const small = await newSample(20_000);
try {
  const loading = loadingOf(sample.folder);
  const cold = [
    await coldQuery('the workspace', sample.folder, 3),
    await coldQuery('the default sample', small.folder, 5),
  ];
  const playbook = await playbookQueries(sample.folder, 7);
  const capture = await captureExhibit(500_000, 3);
  const paging = await pageExhibit(500_000, 7);
  const editor = await editorService(sample.folder);
  const search = await searchCases(50, 4500, 5);
  const service = await serviceAnswer(500_000);
  const steps = await guideSteps(1000);
  const document = {
    machine: {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    events,
    parserWarmUpMs: playbook.parserWarmUpMs,
    loading,
    cold,
    playbookQueries: {
      geometricMeanRatio: geometricMean(playbook.comparisons),
      worstRatio: Math.max(...playbook.comparisons.map(({ ratio }) => ratio)),
      comparisons: playbook.comparisons,
    },
    captureExhibit: capture,
    pageExhibit: paging,
    editorService: editor,
    searchCases: search,
    guideSteps: steps,
    serviceAnswer: service,
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
} finally {
  await sample.remove();
  await small.remove();
}
