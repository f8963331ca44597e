/** Inputs: files and standard input. */
import type { BigIntStats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { ByteSource } from 'surprisal';
import { FileError } from '../base/failure.js';

/** Mode, owners, and times in nanoseconds after 1970, to be carried over to an output. */
export interface FileStatus {
  readonly owner: number;
  readonly group: number;
  readonly mode: number;
  readonly accessed: bigint;
  readonly modified: bigint;
}

/** Bytes asked of the system at once. */
const READ_BYTES = 1 << 18;

/** An open file that bytes are read from: in order, or, if it is not a pipe or a device, at any place. */
export class Input {
  readonly path: string;
  readonly #file: FileHandle;
  /** Otherwise a pipe or a device. */
  readonly isRegular: boolean;
  /** Bytes of a regular file when it was opened. Undefined where only reading shows it: files in /proc report a size of 0. */
  readonly size: number | undefined;
  readonly status: FileStatus;
  /** Bytes that `chunks` has yielded. */
  #bytesRead = 0;

  private constructor(path: string, file: FileHandle, stats: BigIntStats) {
    this.path = path;
    this.#file = file;
    this.isRegular = stats.isFile();
    this.size = this.isRegular && stats.size > 0n ? Number(stats.size) : undefined;
    const [owner, group, mode] = [Number(stats.uid), Number(stats.gid), Number(stats.mode & 0o7777n)];
    this.status = { owner, group, mode, accessed: stats.atimeNs, modified: stats.mtimeNs };
  }

  /** @throws {FileError} for a folder. @throws what the system reports. */
  static async open(path: string): Promise<Input> {
    const file = await open(path, 'r');
    try {
      const stats = await file.stat({ bigint: true });
      if (stats.isDirectory()) throw new FileError('is a directory');
      return new Input(path, file, stats);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Everything up to the end, wherever that has moved to since. */
  async *chunks(): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      const { bytesRead, buffer } = await this.#file.read(Buffer.allocUnsafeSlow(READ_BYTES), 0, READ_BYTES, null);
      if (bytesRead === 0) return;
      this.#bytesRead += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  /** The file as something that can be read at any place; undefined when it cannot. */
  get source(): ByteSource<Uint8Array> | undefined {
    const { size } = this;
    return size === undefined ? undefined : { size, read: (start, end) => this.#part(start, end) };
  }

  async #part(start: number, end: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(end - start);
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await this.#file.read(bytes, at, bytes.length - at, start + at);
      if (bytesRead === 0) throw new FileError('was truncated while it was being read');
      at += bytesRead;
    }
    return bytes;
  }

  /** Whether the file was written to since it was opened, judging by its size and time. */
  async hasChanged(): Promise<boolean> {
    if (this.size === undefined) return false;
    const { size, mtimeNs } = await this.#file.stat({ bigint: true });
    return Number(size) !== this.size || this.#bytesRead !== this.size || mtimeNs !== this.status.modified;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** Chunks, the first of which have been read ahead. */
export interface Peeked {
  /** All of them. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Bytes in all, if there are no more than were asked for. */
  readonly size: number | undefined;
}

/** Reads up to `limit` bytes ahead, to see whether there are more. */
export async function peek(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let [size, ended] = [0, false];
  while (!ended && size <= limit) {
    const { done, value } = await iterator.next();
    if (done) ended = true;
    else {
      held.push(value);
      size += value.length;
    }
  }
  const rest: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => iterator };
  return { chunks: ended ? drain(held) : concatenated(held, rest), size: ended ? size : undefined };
}

async function* drain(held: Uint8Array[]): AsyncGenerator<Uint8Array, void> {
  for (let chunk = held.shift(); chunk !== undefined; chunk = held.shift()) yield chunk;
}

async function* concatenated(held: Uint8Array[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  yield* drain(held);
  yield* rest;
}
