/** Which characters the report's fonts can print, by family, in the order in which the typesetter tries them. */
export type FontCoverage = readonly ReadonlySet<number>[];

/** The code points that a TrueType font maps to a glyph, read from its `cmap` (formats 4 and 12, OpenType 1.9). */
export function readCodePoints(font: Uint8Array): Set<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const points = new Set<number>();
  for (const subtable of unicodeSubtables(view, tableOffset(view, 'cmap'))) {
    const format = view.getUint16(subtable);
    if (format === 4) readSegments(view, subtable, points);
    if (format === 12) readGroups(view, subtable, points);
  }
  return points;
}

/** The code points that every one of the fonts covers: a family prints a character only if all of its styles can. */
export function commonCodePoints(fonts: readonly Uint8Array[]): Set<number> {
  const [first = new Set<number>(), ...others] = fonts.map(readCodePoints);
  return new Set([...first].filter((point) => others.every((points) => points.has(point))));
}

function tableOffset(view: DataView, tag: string): number {
  const count = view.getUint16(4);
  for (let index = 0; index < count; index++) {
    const record = 12 + index * 16;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(record + byte)));
    if (name === tag) return view.getUint32(record + 8);
  }
  throw new Error(`The font has no ${tag} table.`);
}

function unicodeSubtables(view: DataView, cmap: number): number[] {
  const offsets = new Set<number>();
  for (let index = 0; index < view.getUint16(cmap + 2); index++) {
    const record = cmap + 4 + index * 8;
    const platform = view.getUint16(record);
    const encoding = view.getUint16(record + 2);
    if (platform === 0 || (platform === 3 && (encoding === 1 || encoding === 10))) {
      offsets.add(cmap + view.getUint32(record + 4));
    }
  }
  return [...offsets];
}

function readSegments(view: DataView, start: number, points: Set<number>): void {
  const bytes = view.getUint16(start + 6);
  const ends = start + 14;
  const starts = ends + bytes + 2;
  const deltas = starts + bytes;
  const ranges = deltas + bytes;
  for (let at = 0; at < bytes; at += 2) {
    const first = view.getUint16(starts + at);
    const last = view.getUint16(ends + at);
    const delta = view.getUint16(deltas + at);
    const range = view.getUint16(ranges + at);
    for (let point = first; point <= last && point !== 0xffff; point++) {
      const raw = range === 0 ? point : view.getUint16(ranges + at + range + (point - first) * 2);
      const glyph = range !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) points.add(point);
    }
  }
}

function readGroups(view: DataView, start: number, points: Set<number>): void {
  const count = view.getUint32(start + 12);
  for (let index = 0; index < count; index++) {
    const group = start + 16 + index * 12;
    const first = view.getUint32(group);
    const last = view.getUint32(group + 4);
    const glyph = view.getUint32(group + 8);
    for (let point = first; point <= last; point++) if (glyph + point - first !== 0) points.add(point);
  }
}
