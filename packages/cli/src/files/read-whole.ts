/** Files read whole. */
import { FileError, messageOf } from '../base/failure.js';
import { Input } from './input.js';

/** The largest size that any engine's arrays hold. */
const BYTES_MAX = 2 ** 30;

/** The same, with the file named in errors. @throws {FileError} */
export async function readWholeNamingFile(file: string): Promise<Uint8Array> {
  try {
    return await readWhole(file);
  } catch (error) {
    throw new FileError(`${file}: ${messageOf(error)}`, { cause: error });
  }
}

/** What `load` makes of a file, with the file named in errors of both. @throws {FileError} */
export async function loadNamingFile<T>(file: string, load: (bytes: Uint8Array) => T): Promise<T> {
  const bytes = await readWholeNamingFile(file);
  try {
    return load(bytes);
  } catch (error) {
    throw new FileError(`${file}: ${messageOf(error)}`, { cause: error });
  }
}

/** All of a file, or of standard input for `-`. @throws {FileError} for a folder, or above 1 GiB. */
export async function readWhole(file: string): Promise<Uint8Array> {
  const input = file === '-' ? undefined : await Input.open(file);
  try {
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of input === undefined ? process.stdin : input.chunks()) {
      parts.push(part as Uint8Array);
      size += (part as Uint8Array).length;
      if (size > BYTES_MAX) throw new FileError('is larger than 1 GiB; split it first');
    }
    return new Uint8Array(Buffer.concat(parts));
  } finally {
    await input?.close();
  }
}
