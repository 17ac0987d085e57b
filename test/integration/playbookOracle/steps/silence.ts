import { answer, byColumn, type Expected } from '../answer.ts';
import { bin, ticksPerHour, ticksPerMinute } from '../instants.ts';
import { type Bindings, ofDevice } from '../subject.ts';
import { Undecided } from '../undecided.ts';
import type { Workspace } from '../workspace.ts';

const maxGap = 14n * ticksPerHour;

export function silence(workspace: Workspace, bindings: Bindings): Expected {
  const minutes = ofDevice(workspace, bindings).map(({ TimeGenerated }) => {
    if (TimeGenerated === null) throw new Undecided('a batch without a time, in a window function');
    return bin(TimeGenerated, ticksPerMinute);
  });
  const batches = [...new Set(minutes)].sort((left, right) => (left < right ? -1 : 1));
  return answer(
    'GapStart:datetime, GapEnd:datetime, Gap:timespan',
    batches
      .map((start, index) => ({ start, end: batches[index + 1] ?? bindings.until }))
      .filter(({ start, end }) => end - start > maxGap)
      .map(({ start, end }) => [start, end, end - start]),
    [byColumn(0, 'asc')],
  );
}
