/** A folder as a tar: one stream, made as fast as it is read. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createTarPacker, type TarPackController } from 'modern-tar';
import { shown } from '../terminal.js';
import { headerOf, type Member, readable } from './member.js';
import { attempt, type Found, type Warn } from './walk.js';

/** Bytes asked of the system at once. */
const READ_BYTES = 1 << 18;
/** Bytes of a header, and what sizes are rounded up to. */
const BLOCK_BYTES = 512;

/** Bytes that a member takes in a tar, about: some have a second header. */
export function tarSizeOf({ size }: Member): number {
  return BLOCK_BYTES + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
}

export function pack(found: AsyncIterable<Found>, warn: Warn): ReadableStream<Uint8Array> {
  const { readable, controller } = createTarPacker();
  addAll(found, controller, warn).catch((error: unknown) => controller.error(error));
  return readable;
}

async function addAll(found: AsyncIterable<Found>, to: TarPackController, warn: Warn): Promise<void> {
  for await (const { member, path } of found) {
    if (member.kind === 'file') await addFile(member, path, to, warn);
    else await to.add(headerOf(member)).close();
  }
  to.finalize();
}

/** Opened before anything is said of it, so that what cannot be read is left out and not half there. */
async function addFile(member: Member, path: Buffer, to: TarPackController, warn: Warn): Promise<void> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await attempt(member.name, warn, open(path, flags));
  if (file === undefined) return;
  try {
    const writer = to.add(headerOf(member)).getWriter();
    let left = member.size;
    for await (const chunk of chunksOf(file, member, warn)) {
      left -= chunk.length;
      await writer.write(chunk);
    }
    // The size was announced: what is missing is made up.
    for (; left > 0; left -= Math.min(left, READ_BYTES)) await writer.write(new Uint8Array(Math.min(left, READ_BYTES)));
    await writer.close();
  } finally {
    await file.close();
  }
}

/** No more of a file than its announced size. Says so where that is not what is there. */
async function* chunksOf(file: FileHandle, { name, size }: Member, warn: Warn): AsyncGenerator<Uint8Array, void> {
  const who = shown(readable(name));
  for (let at = 0; at < size; ) {
    const buffer = Buffer.allocUnsafeSlow(Math.min(READ_BYTES, size - at));
    const read = await attempt(name, (what) => warn(what.replace('skipped', 'filled with zeros')), file.read(buffer));
    if (read === undefined) return;
    if (read.bytesRead === 0)
      return warn(`${who} was truncated while it was being read; the rest is filled with zeros`);
    at += read.bytesRead;
    yield buffer.subarray(0, read.bytesRead);
  }
  if ((await file.stat()).size > size) warn(`${who} grew while it was being read; archived at its original size`);
}
