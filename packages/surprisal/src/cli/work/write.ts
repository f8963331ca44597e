import { stat, unlink } from 'node:fs/promises';
import type { Status } from '../files/input.js';
import { idOf, type Output, openOutput, STANDARD_OUTPUT } from '../files/output.js';

/** The file `path`, or standard output for none. */
export async function outputTo(path: string | undefined, overwrite: boolean): Promise<Output> {
  return path === undefined ? STANDARD_OUTPUT : openOutput(path, overwrite);
}

/**
 * Writes all that `pieces` gives; when one fails, nothing stays.
 * @param status mode, times and owners of what is written; asked for at the end.
 * @returns bytes written.
 */
export async function writeAll(
  pieces: AsyncIterable<Uint8Array>,
  output: Output,
  status: () => Status | undefined = () => undefined,
): Promise<number> {
  let size = 0;
  const written = async (): Promise<void> => {
    for await (const piece of pieces) {
      size += piece.length;
      await output.write(piece);
    }
  };
  await orAbandon(output, written());
  await output.finish(status());
  return size;
}

/** What `work` gives; where it fails, nothing stays of the output. */
export async function orAbandon<T>(output: Output, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    await output.abandon();
    throw error;
  }
}

/** Writes `bytes` to the file `path`: a whole file or none. */
export async function writeWhole(path: string, bytes: Uint8Array, overwrite: boolean): Promise<void> {
  async function* once(): AsyncGenerator<Uint8Array, void> {
    yield bytes;
  }
  await writeAll(once(), await outputTo(path, overwrite));
}

/** Removes what was read, if that is wanted and it is safe: all of it was written, to another file. */
export async function removeInput(file: string, output: string | undefined, wanted: boolean): Promise<void> {
  if (!wanted || output === undefined || file === '-') return;
  const [read, written] = await Promise.all([stat(file, { bigint: true }), stat(output, { bigint: true })]);
  const isKept = written.isFile() || written.isDirectory();
  if (isKept && idOf(read) !== idOf(written)) await unlink(file);
}
