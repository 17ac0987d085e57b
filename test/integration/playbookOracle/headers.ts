import { instantText, ticksPerMinute } from './instants.ts';
import type { Bindings } from './subject.ts';

/** The header statements as the query files carry them, and what stands there for these bindings. */
const headers = (bindings: Bindings): readonly (readonly [string, string])[] => [
  ['"YOUR_DEVICE_ID"', `"${bindings.device}"`],
  ['"YOUR_HUB_NAME"', `"${bindings.hub}"`],
  ['let until = now();', `let until = datetime(${instantText(bindings.until)});`],
  ['let since = ago(1d);', `let since = datetime(${instantText(bindings.since)});`],
  ['let around = datetime(2019-04-18 12:00:00);', `let around = datetime(${instantText(bindings.around)});`],
  ['let window = 2h;', `let window = ${bindings.window / ticksPerMinute}m;`],
  ['let address = "203.0.113.9";', `let address = "${bindings.address}";`],
  ['let executable = "/tmp/x";', `let executable = "${bindings.executable.replaceAll('\\', '\\\\')}";`],
];

/** Binds a query by replacing its header lines, apart from the product's own binding. Throws where one is left over. */
export function bindHeaders(kql: string, bindings: Bindings): string {
  const bound = headers(bindings).reduce((text, [from, to]) => text.replace(from, () => to), kql);
  const left = /YOUR_\w+|\bnow\(|\bago\(/.exec(bound);
  if (left) throw new Error(`the query still holds ${left[0]}`);
  return bound;
}
