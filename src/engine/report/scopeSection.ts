import { clockText } from '../../core/time/skew.ts';
import type { CaseView } from '../../shared/contract/index.ts';
import { windowText } from './instants.ts';
import type { Fact } from './modelParts.ts';
import { recountText } from './recountText.ts';
import type { ReportInput } from './reportInput.ts';
import type { ReportModel, TaskLine } from './reportModel.ts';
import { sourceText, taskChip } from './words.ts';

/** What was examined, by which playbook, and what was prepared. */
export function scopeSection(input: ReportInput): ReportModel['scope'] {
  const { view } = input;
  const { playbook } = view;
  const tables = new Set(playbook.groups.flatMap((group) => group.steps.flatMap((step) => step.tables)));
  return {
    facts: [
      { name: 'Device', value: view.subject.deviceId, mono: true },
      { name: 'Hub', value: view.subject.hubName, mono: true },
      { name: 'Source', value: sourceText(view.source) },
      { name: 'Window asked', value: `${windowText(view.window)}, on TimeGenerated, end excluded` },
      ...timeFacts(input),
      { name: 'Tables', value: [...tables].join(', ') },
      { name: 'Playbook', value: `${playbook.title} (${playbook.id}), version ${playbook.version}` },
      { name: 'Playbook SHA-256', value: input.playbookSha256, mono: true },
      { name: 'Case file', value: view.path, mono: true },
      { name: 'Case format', value: `version ${view.formatVersion}` },
    ],
    introduction: playbook.introduction,
    attribution: playbook.attribution,
    preparation: { title: playbook.preparation.title, tasks: taskLines(playbook.preparation.tasks, view.tasks) },
  };
}

/** What the raw events kept say of the window and of the device's clock. */
function timeFacts({ view, custody, clock }: ReportInput): Fact[] {
  const raw = recountText(view, custody);
  return [
    ...(clock
      ? [
          {
            name: 'Window covered',
            value: `${windowText(clock.covered)}: the oldest and newest raw event of ${clock.deviceId}`,
          },
          { name: 'Device’s clock', value: `${clockText(clock)} Every table is in order of UTC.` },
        ]
      : []),
    ...(raw === undefined ? [] : [{ name: 'Raw events', value: raw }]),
  ];
}

/** Tasks of the playbook, each in the state that the case has it in. */
export function taskLines(tasks: CaseView['playbook']['closing']['tasks'], states: CaseView['tasks']): TaskLine[] {
  return tasks.map((task) => {
    const state = states.find((candidate) => candidate.taskId === task.id);
    return {
      text: task.text,
      detail: task.detail ?? '',
      state: taskChip(state?.state ?? 'open'),
      remark: state?.remark ?? '',
    };
  });
}
