import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of an archive as somebody with bad intent could make it; whatever is left out is told truly. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
  readonly stored?: true;
  /** What the archive's directory says. */
  readonly says?: {
    readonly size?: number;
    readonly packed?: number;
    readonly method?: number;
    readonly flags?: number;
    readonly mode?: number;
    readonly offset?: number;
  };
}

/** A zip archive made by hand, since no library makes broken ones. */
export function zipOf(entries: readonly ZipEntry[], count = entries.length): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stored, says = {} } of entries) {
    const packed = stored ? Buffer.from(content) : deflateRawSync(content);
    const label = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE((says.flags ?? 0) | 0x800, 2);
    common.writeUInt16LE(says.method ?? (stored ? 0 : 8), 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(says.packed ?? packed.length, 14);
    common.writeUInt32LE(says.size ?? content.length, 18);
    common.writeUInt16LE(label.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, label, packed]);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(((says.mode ?? 0o100644) << 16) >>> 0, 6);
    end.writeUInt32LE(says.offset ?? offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x3f\x03', 'latin1'), common, end, label]));
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const tail = Buffer.alloc(22);
  tail.write('PK\x05\x06', 'latin1');
  tail.writeUInt16LE(count, 8);
  tail.writeUInt16LE(count, 10);
  tail.writeUInt32LE(list.length, 12);
  tail.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, tail]);
}
