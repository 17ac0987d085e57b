import { statSync } from 'node:fs';
import type { Checked } from '../../core/kqlText/checked.ts';
import { checkDeviceId, checkHubName } from '../../core/kqlText/identifiers.ts';
import type { cases as casesContract } from '../../shared/contract/cases.ts';
import type { CaseView, SourceRef, TimeRange } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { coverageWindow } from '../casefile/coverageWindow.ts';
import { verifyCase } from '../casefile/verifyCase.ts';
import type { Handlers } from '../context.ts';
import type { LogSource } from '../logs/logSource.ts';
import { suggestDevices } from '../logs/suggestDevices.ts';
import type { Services } from '../services.ts';

const defaultPlaybook = 'suspicious-iot-device';

export const caseHandlers = ({ cases, sources, playbooks }: Services): Handlers<typeof casesContract> => ({
  'cases.create': async (input, { signal }) => {
    const deviceId = checked('device id', input.deviceId, checkDeviceId(input.deviceId));
    const hubName = checked('hub name', input.hubName, checkHubName(input.hubName));
    const { playbook } = playbooks.get(input.playbookId ?? defaultPlaybook);
    const source = await sources.open(input.source);
    await checkDevice(source, deviceId, hubName, signal);
    const window = input.window ?? (await coveredWindow(source, signal));
    const file = cases.create(input.path, {
      title: input.title ?? `${deviceId} on ${hubName}`,
      examiner: input.examiner ?? '',
      subject: { deviceId, hubName },
      source: source.ref,
      sourceLabel: source.label,
      window,
      playbook,
    });
    return viewOf(file);
  },
  'cases.open': ({ path, readOnly }) => viewOf(readOnly ? cases.openToRead(path) : cases.open(path)),
  'cases.get': ({ caseId }) => viewOf(cases.get(caseId)),
  'cases.close': ({ caseId }) => {
    cases.close(caseId);
    return {};
  },
  'cases.custody': ({ caseId }) => cases.get(caseId).custody(),
  'cases.deletions': ({ caseId }) => cases.get(caseId).deletions(),
  'cases.verify': ({ path }) => {
    const verification = verifyCase(path);
    const { ok, problems, custodyHead } = verification;
    const open = cases.openAt(path);
    if (open && !open.readOnly) open.recordCustody('verify', { ok, problems: problems.length, custodyHead });
    return verification;
  },
});

function checked(what: string, given: string, result: Checked<string>): string {
  if (result.ok) return result.value;
  throw new CasebookError('invalidInput', `The ${what} "${given}" cannot be one: ${result.reason}.`, { given });
}

/** A case about a device or a hub that the source has never heard of would answer every question with silence. */
async function checkDevice(source: LogSource, deviceId: string, hubName: string, signal: AbortSignal): Promise<void> {
  const { exists, hubs, suggestions, unread } = await suggestDevices(source, deviceId, signal);
  if (exists && (hubs.length === 0 || hubs.some((hub) => hub.toLowerCase() === hubName.toLowerCase()))) return;
  if (exists) {
    const message = `${source.label} has the device "${deviceId}" on the hub ${hubs.join(' and ')}, not on "${hubName}".`;
    throw new CasebookError('unknownDevice', message, { deviceId, hubName, hubs });
  }
  const hint =
    suggestions.length > 0
      ? `Is it one of these: ${suggestions.join(', ')}?`
      : 'No stored id is like it: list the devices.';
  const limit = unread.length > 0 ? ` A table that could not be asked may have it: ${unread[0]}` : '';
  const message = `${source.label} has no device "${deviceId}". ${hint}${limit}`;
  throw new CasebookError('unknownDevice', message, { deviceId, suggestions });
}

async function coveredWindow(source: LogSource, signal: AbortSignal): Promise<TimeRange> {
  const window = coverageWindow((await source.describe(signal)).tables);
  if (window) return window;
  const message = `No table of ${source.label} has rows with a TimeGenerated, so there is no window to take: give one.`;
  throw new CasebookError('invalidInput', message, { source: source.label });
}

const viewOf = (file: CaseFile): CaseView => {
  const view = file.view();
  return { ...view, sourceAvailable: isReachable(view.source) };
};

function isReachable(source: SourceRef): boolean {
  // Whether a service answers is told by asking it, which opening a case does not.
  if (source.kind !== 'local') return true;
  return statSync(source.folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
