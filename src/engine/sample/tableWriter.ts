import { type FileHandle, open } from 'node:fs/promises';

const chunkLength = 1 << 18;

/** Writes lines to a new file in large chunks; awaiting `add` is what holds the producer back. */
export interface TableWriter {
  readonly rowCount: number;
  /** Takes a line that ends in a line break; hands back a promise only when a chunk is being written. */
  add(line: string): Promise<void> | undefined;
  /** Writes what is left and closes the file. */
  close(): Promise<void>;
  /** Closes the file as it is. */
  abandon(): Promise<void>;
}

/** Creates the file; fails where it exists. */
export async function createTableWriter(path: string): Promise<TableWriter> {
  const file: FileHandle = await open(path, 'wx');
  let chunk = '';
  let rowCount = 0;
  const flush = async () => {
    const bytes = Buffer.from(chunk, 'utf8');
    chunk = '';
    for (let offset = 0; offset < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, offset);
      offset += bytesWritten;
    }
  };
  return {
    get rowCount() {
      return rowCount;
    },
    add(line) {
      chunk += line;
      rowCount += 1;
      return chunk.length < chunkLength ? undefined : flush();
    },
    async close() {
      await flush();
      await file.close();
    },
    abandon: () => file.close(),
  };
}
