import { printableJson } from './printable.ts';

/** Writes a line to stdout. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Writes one JSON document to stdout. */
export const printJson = (value: unknown): void => print(printableJson(value, 2));

/** The terminal's width; undefined where the output is no terminal. */
export const outputWidth = (): number | undefined => (process.stdout.isTTY ? process.stdout.columns : undefined);

/** A line of progress that replaces itself on a terminal's stderr, and nothing elsewhere. */
export function progressLine(): { show(text: string): void; clear(): void } {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: () => undefined, clear: () => undefined };
  const clear = () => stderr.write('\r\u001b[K');
  return {
    show(text) {
      clear();
      stderr.write(text.slice(0, (stderr.columns ?? 80) - 1));
    },
    clear,
  };
}
