/** A folder as a tar: one stream, made as fast as it is read. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { FileError } from '../base/failure.js';
import { escaped } from '../base/terminal.js';
import { type Member, nameText } from './member.js';
import { BLOCK_BYTES } from './tar/block.js';
import { headerOf, paddingOf } from './tar/write.js';
import { type Found, orSkip, type Warn } from './walk.js';

/** Bytes asked of the system at once. */
const READ_BYTES = 1 << 18;
/** A file of unknown size is held in memory until its end, up to this many bytes. */
const UNSIZED_BYTES_MAX = 2 ** 26;

/** Bytes that a member takes in a tar, about: one with a long name takes more. */
export function tarSizeOf({ size }: Member): number {
  return BLOCK_BYTES + size + paddingOf(size);
}

export async function* pack(found: AsyncIterable<Found>, warn: Warn): AsyncGenerator<Uint8Array, void> {
  const skipped = new Set<string>();
  for await (const { member, path } of found) {
    const { kind, name, target } = member;
    // A hard link to a file that is not in the archive could not be restored.
    const isFile =
      kind === 'file' || (kind === 'link' && target !== undefined && skipped.has(target.toString('latin1')));
    if (!isFile) yield headerOf(member);
    else if (!(yield* packFile({ ...member, kind: 'file' }, path, warn))) skipped.add(name.toString('latin1'));
  }
  yield Buffer.alloc(2 * BLOCK_BYTES);
}

/**
 * Opened, and its start read, before its header is written: what cannot be read is skipped and not half there.
 * @returns whether it was read.
 */
async function* packFile(member: Member, path: Buffer, warn: Warn): AsyncGenerator<Uint8Array, boolean> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await orSkip(member.name, warn, open(path, flags));
  if (file === undefined) return false;
  try {
    const begun = await orSkip(member.name, warn, begin(file));
    if (begun === undefined) return false;
    const { start, size } = begun;
    yield headerOf({ ...member, size });
    yield start;
    let left = size - start.length;
    for await (const chunk of chunksOf(file, { ...member, size }, start.length, warn)) {
      left -= chunk.length;
      yield chunk;
    }
    // The header has announced the size: missing bytes are filled with zeros.
    for (; left > 0; left -= Math.min(left, READ_BYTES)) yield Buffer.alloc(Math.min(left, READ_BYTES));
    yield Buffer.alloc(paddingOf(size));
    return true;
  } finally {
    await file.close();
  }
}

/**
 * The start of a file, and its size. A file that ends within the start has the size of what was read: the system gives
 * those of /proc a size of 0, and those of /sys one of a page. So is a longer one that the system gives less than that.
 */
async function begin(file: FileHandle): Promise<{ start: Buffer; size: number }> {
  const start = await read(file, READ_BYTES);
  if (start.length < READ_BYTES) return { start, size: start.length };
  const { size } = await file.stat();
  if (size >= start.length) return { start, size };
  const rest = await read(file, UNSIZED_BYTES_MAX);
  if (rest.length === UNSIZED_BYTES_MAX) throw new FileError('reports no size, and is longer than 64 MiB');
  return { start: Buffer.concat([start, rest]), size: start.length + rest.length };
}

/** As many bytes as there are, up to `limit`. */
async function read(file: FileHandle, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let left = limit; left > 0; ) {
    const size = Math.min(READ_BYTES, left);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafeSlow(size), 0, size, null);
    if (bytesRead === 0) break;
    parts.push(buffer.subarray(0, bytesRead));
    left -= bytesRead;
  }
  return Buffer.concat(parts);
}

/** The rest of a file from `at` on, no more than its announced size. Warns if the file turned out shorter or longer. */
async function* chunksOf(
  file: FileHandle,
  { name, size }: Member,
  at: number,
  warn: Warn,
): AsyncGenerator<Buffer, void> {
  const who = escaped(nameText(name));
  for (let left = size - at; left > 0; ) {
    const instead: Warn = (what) => warn(what.replace('skipped', 'filled with zeros'));
    const chunk = await orSkip(name, instead, read(file, Math.min(READ_BYTES, left)));
    if (chunk === undefined) return;
    if (chunk.length === 0) return warn(`${who} was truncated while it was being read; the rest is filled with zeros`);
    left -= chunk.length;
    yield chunk;
  }
  if (size > at && (await file.stat()).size > size) {
    warn(`${who} grew while it was being read; archived at its original size`);
  }
}
