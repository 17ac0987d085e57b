import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { type FileFact, manifestName } from './manifest.ts';
import { seal } from './seal.ts';

/** A file that goes into a bundle. */
export interface BundleFile {
  readonly name: string;
  /** Opened when its turn comes, so that one file at a time is read. */
  readonly open: () => Readable;
  /** False for bytes that are compressed already. */
  readonly compress: boolean;
}

/** What a bundle is made of and where it goes. */
export interface BundlePlan {
  /** A file that does not exist yet. */
  readonly to: string;
  readonly files: readonly BundleFile[];
  /** The manifest's text, once the facts of all other files are known. */
  readonly manifest: (files: readonly FileFact[]) => string;
  readonly passphrase: string | undefined;
  /** Told before each file. */
  readonly onFile: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** Writes a zip archive, sealed where there is a passphrase, and hands back the length and the hash of what was written. */
export async function writeBundle(plan: BundlePlan): Promise<{ byteLength: number; sha256: string }> {
  const zip = new ZipFile();
  const packed = new PassThrough();
  const facts: FileFact[] = [];
  let source: Readable | undefined;
  const mtime = new Date();
  const add = (name: string, compress: boolean, open: () => Readable) =>
    zip.addReadStreamLazy(name, { mtime, mode: 0o100644, compress }, (give) => {
      // The archive asks for its next file also after the writing has failed or was stopped.
      if (packed.destroyed) return;
      try {
        source = open();
        const measured = measure((byteLength, sha256) => facts.push({ name, bytes: byteLength, sha256 }));
        source.on('error', (error) => packed.destroy(error));
        give(null, source.pipe(measured));
      } catch (error) {
        packed.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    });
  for (const [at, { name, compress, open }] of plan.files.entries()) {
    add(name, compress, () => {
      plan.onFile(at, plan.files.length);
      return open();
    });
  }
  add(manifestName, true, () => Readable.from([Buffer.from(plan.manifest(facts))]));
  zip.on('error', (error) => packed.destroy(error instanceof Error ? error : new Error(String(error))));
  zip.end();
  zip.outputStream.pipe(packed);
  let whole = { byteLength: 0, sha256: '' };
  const measured = measure((byteLength, sha256) => {
    whole = { byteLength, sha256 };
  });
  try {
    const sealed = plan.passphrase === undefined ? packed : await seal(packed, plan.passphrase);
    await pipeline(sealed, measured, createWriteStream(plan.to, { flags: 'wx', flush: true }), { signal: plan.signal });
  } finally {
    packed.destroy();
    source?.destroy();
  }
  return whole;
}

/** Lets bytes through and tells their number and hash at the end. */
function measure(tell: (byteLength: number, sha256: string) => void): Transform {
  const hash = createHash('sha256');
  let byteLength = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      byteLength += chunk.length;
      done(null, chunk);
    },
    flush(done) {
      tell(byteLength, hash.digest('hex'));
      done();
    },
  });
}
