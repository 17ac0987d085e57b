/** The last part of a path of any platform. */
export const fileName = (path: string): string => path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;

/**
 * `x.pdf` → `x (2).pdf` → `x (3).pdf`: the next name to try when one is taken. In brackets, because `pump-07` counted on
 * would name another device. `extension` may have several parts, such as `.zip.age`.
 */
export function nextFreeName(path: string, extension: string): string {
  const stem = path.toLowerCase().endsWith(extension) ? path.slice(0, -extension.length) : path;
  const match = /^(.*) \((\d{1,4})\)$/s.exec(stem);
  return match ? `${match[1]} (${Number(match[2]) + 1})${extension}` : `${stem} (2)${extension}`;
}
