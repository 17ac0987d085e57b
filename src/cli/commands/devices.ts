import { exitCodes } from '../exitCodes.ts';
import { outputWidth, print, printJson } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { shortInstant } from '../output/rows.ts';
import { formatTable } from '../output/table.ts';
import { withEngine } from '../session.ts';
import { hostFor, needSource, type SourceOptions } from '../sourceOptions.ts';

export async function devices(options: SourceOptions & { json?: true }): Promise<number> {
  const source = await needSource(options);
  const host = await hostFor(options);
  return withEngine(
    async ({ call }) => {
      const found = await call('sources.devices', { source });
      if (options.json) {
        printJson(found);
        return exitCodes.success;
      }
      print(
        formatTable(
          [
            { title: 'Device' },
            { title: 'Hub' },
            { title: 'Agent' },
            { title: 'Alerts', align: 'right' },
            { title: 'Highest' },
            { title: 'Newest alert' },
            { title: 'Raw events', align: 'right' },
            { title: 'Last raw event' },
          ],
          found.devices.map((device) => [
            device.deviceId,
            device.hubName,
            device.agent,
            String(device.alertCount ?? 'not known'),
            device.highestSeverity ?? '',
            shortInstant(device.newestAlert ?? ''),
            String(device.rawEventCount ?? 'not known'),
            shortInstant(device.lastRawEvent ?? ''),
          ]),
          outputWidth(),
        ),
      );
      for (const problem of found.problems) print(`Note: ${printable(problem)}`);
      return exitCodes.success;
    },
    { host },
  );
}
