import { resolve } from 'node:path';
import { exitCodes } from '../exitCodes.ts';
import { outputWidth, print, printJson } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { shortInstant } from '../output/rows.ts';
import { formatTable } from '../output/table.ts';
import { withEngine } from '../session.ts';

export function devices({ source, json }: { source: string; json?: true }): Promise<number> {
  return withEngine(async ({ call }) => {
    const found = await call('sources.devices', { source: { kind: 'local', folder: resolve(source) } });
    if (json) {
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
          String(device.alertCount),
          device.highestSeverity ?? '',
          shortInstant(device.newestAlert ?? ''),
          String(device.rawEventCount),
          shortInstant(device.lastRawEvent ?? ''),
        ]),
        outputWidth(),
      ),
    );
    for (const problem of found.problems) print(`Note: ${printable(problem)}`);
    return exitCodes.success;
  });
}
