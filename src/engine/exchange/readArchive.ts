import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, open as openZipFile, type ZipFile } from 'yauzl';
import { asFileError } from '../casefile/sqliteErrors.ts';
import { bundleInvalid } from './bundleInvalid.ts';
import { entryProblem, entryTooMany, overlapProblem } from './entryChecks.ts';
import { foldedName } from './entryNames.ts';
import { type FileFact, type Manifest, manifestName, parseManifest } from './manifest.ts';

/** The longest manifest that is read. */
const manifestBytes = 64_000_000;

/** An archive whose names, sizes and manifest hold; what its files hold is checked as each is read. */
export interface Archive {
  readonly manifest: Manifest;
  /** A file whole, at most `limit` bytes of it. Throws `bundleInvalid` where it is not the one that the manifest names. */
  read(name: string, limit: number): Promise<Buffer>;
  /** Writes a file to a path of ours that does not exist. */
  extract(name: string, to: string): Promise<void>;
  /** Reads a file only to compare it with the manifest. */
  check(name: string): Promise<void>;
  close(): void;
}

/** Opens an archive that may be anything. Throws `bundleInvalid`; writes nothing. */
export async function openArchive(path: string, signal: AbortSignal): Promise<Archive> {
  const zip = await openZip(path);
  try {
    const entries = await readEntries(zip);
    const first = entries.get(manifestName);
    if (!first) throw bundleInvalid('it has no manifest');
    if (first.uncompressedSize > manifestBytes) throw bundleInvalid('its manifest is too long');
    const chunks: Buffer[] = [];
    await pipeline(await streamOf(zip, first), collect(chunks), { signal }).catch(refuse(manifestName));
    const manifest = parseManifest(Buffer.concat(chunks).toString('utf8'));
    const facts = comparedFacts(manifest, entries);
    const take = async (name: string, open: () => Writable) => {
      const fact = facts.get(name);
      const entry = entries.get(name);
      if (!fact || !entry) throw bundleInvalid(`"${name}" is missing in it`);
      const hash = createHash('sha256');
      const source = await streamOf(zip, entry);
      source.on('data', (chunk: Buffer) => hash.update(chunk));
      await pipeline(source, open(), { signal }).catch(refuse(name));
      if (hash.digest('hex') !== fact.sha256)
        throw bundleInvalid(`"${name}" does not match its SHA-256 in the manifest`);
    };
    return {
      manifest,
      async read(name, limit) {
        const bytes = facts.get(name)?.bytes ?? 0;
        if (bytes > limit) throw bundleInvalid(`"${name}" has ${bytes} bytes, and at most ${limit} are read`);
        const collected: Buffer[] = [];
        await take(name, () => collect(collected));
        return Buffer.concat(collected);
      },
      extract: (name, to) => take(name, () => createWriteStream(to, { flags: 'wx', flush: true })),
      check: (name) => take(name, () => collect(undefined)),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

const collect = (into: Buffer[] | undefined) =>
  new Writable({
    write(chunk: Buffer, _, done) {
      into?.push(chunk);
      done();
    },
  });

/** A failure of reading as the archive's fault, unless it is the disk's or the caller's. */
const refuse =
  (name: string) =>
  (error: unknown): never => {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    const known = asFileError(error, name);
    if (known !== error) throw known;
    throw bundleInvalid(
      `"${name}" cannot be unpacked (${error instanceof Error ? error.message : String(error)})`,
      error,
    );
  };

const openZip = (path: string): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true };
    openZipFile(path, options, (error, zip) => {
      if (error) reject(bundleInvalid(`it is no portable case (${error.message})`, error));
      else resolve(zip);
    });
  });

const streamOf = (zip: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(bundleInvalid(`"${entry.fileName}" cannot be unpacked (${error.message})`, error));
      else resolve(stream);
    });
  });

/** Every entry by its name, after checking all that an archive's directory says. */
function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const tooMany = entryTooMany(zip.entryCount);
  if (tooMany) throw bundleInvalid(tooMany);
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    const folded = new Set<string>();
    zip.on('error', (error: Error) => reject(bundleInvalid(`its list of files is damaged (${error.message})`, error)));
    zip.on('end', () => {
      const overlap = overlapProblem([...entries.values()], zip.fileSize);
      if (overlap) reject(bundleInvalid(overlap));
      else resolve(entries);
    });
    zip.on('entry', (entry: Entry) => {
      const name = entry.fileName;
      const problem = entryProblem(entry);
      if (problem) return reject(bundleInvalid(problem));
      if (folded.has(foldedName(name))) return reject(bundleInvalid(`it has two files named "${name}"`));
      folded.add(foldedName(name));
      entries.set(name, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

/** The manifest's files by name: the same ones, of the same length, as the archive has. */
function comparedFacts(manifest: Manifest, entries: ReadonlyMap<string, Entry>): Map<string, FileFact> {
  const facts = new Map(manifest.files.map((fact) => [fact.name, fact]));
  if (facts.size !== manifest.files.length) throw bundleInvalid('its manifest names a file twice');
  for (const { name, bytes } of manifest.files) {
    const entry = entries.get(name);
    if (!entry || name === manifestName) throw bundleInvalid(`its manifest names "${name}", which it does not have`);
    if (entry.uncompressedSize !== bytes) {
      throw bundleInvalid(`"${name}" has ${entry.uncompressedSize} bytes, not the ${bytes} of the manifest`);
    }
  }
  for (const name of entries.keys()) {
    if (name !== manifestName && !facts.has(name))
      throw bundleInvalid(`it has "${name}", which its manifest does not name`);
  }
  return facts;
}
