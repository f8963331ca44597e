import { stat, unlink } from 'node:fs/promises';
import type { FileStatus } from './input.js';
import { idOf, type Output, openOutput, STANDARD_OUTPUT } from './output.js';

/**
 * Does `work` with the file `path`, or with standard output if there is none. If that fails, for whatever reason, the
 * output is removed.
 */
export async function withOutput<T>(
  path: string | undefined,
  overwrite: boolean,
  work: (output: Output) => Promise<T>,
): Promise<T> {
  const output = path === undefined ? STANDARD_OUTPUT : await openOutput(path, overwrite);
  try {
    return await work(output);
  } catch (error) {
    await output.abandon();
    throw error;
  }
}

/**
 * Writes all that `pieces` gives.
 * @param status mode, times and owners of the output; called at the end.
 * @returns bytes written.
 */
export async function writeAll(
  pieces: AsyncIterable<Uint8Array>,
  output: Output,
  status: () => FileStatus | undefined = () => undefined,
): Promise<number> {
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    await output.write(piece);
  }
  await output.finish(status());
  return size;
}

/** Writes `bytes` to the file `path`, atomically. */
export async function writeWhole(path: string, bytes: Uint8Array, overwrite: boolean): Promise<void> {
  await withOutput(path, overwrite, async (output) => {
    await output.write(bytes);
    await output.finish();
  });
}

/** Removes the input, if that is wanted and safe: its output is complete, and another file. */
export async function removeInput(file: string, output: string | undefined, wanted: boolean): Promise<void> {
  if (!wanted || output === undefined || file === '-') return;
  const [read, written] = await Promise.all([stat(file, { bigint: true }), stat(output, { bigint: true })]);
  const isKept = written.isFile() || written.isDirectory();
  if (isKept && idOf(read) !== idOf(written)) await unlink(file);
}
