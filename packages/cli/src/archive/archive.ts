/** An archive to read: a file or standard input. */
import { stat } from 'node:fs/promises';
import { type ByteSource, type Listing, list, StreamError } from 'surprisal';
import type { Settings } from '../command/settings.js';
import { type FileStatus, Input, peek } from '../files/input.js';

/** Marks the archive of a folder; docs/format.md, "Stream header". */
export const FOLDER_MEDIA_TYPE = 'application/x-tar';

export interface Archive {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** What its headers say; undefined for a long stream from a pipe, and for a damaged archive to salvage. */
  readonly listing: Listing | undefined;
  /** Mode, times and owners of the file. */
  readonly status: FileStatus | undefined;
  close(): Promise<void>;
}

/** An archive from a pipe is listed if it ends within this many bytes. */
const SHORT_BYTES = 2 ** 20;

/** Errors after which the frames before the damage can still be decoded. */
const SALVAGED = new Set(['truncated', 'damaged', 'trailing-data']);

/** What the headers say; undefined if they are damaged and the frames before the damage are wanted. */
async function headersOf(archive: ByteSource | Uint8Array, { stdout }: Destination): Promise<Listing | undefined> {
  return list(archive).catch((error: unknown) => {
    if (stdout && error instanceof StreamError && SALVAGED.has(error.code)) return undefined;
    throw error;
  });
}

/** Standard output gets every whole frame before the damage; a file gets all or nothing. */
type Destination = Pick<Settings, 'stdout'>;

/** The same for a file; undefined also when it is a pipe or a device. @throws {StreamError} */
export async function headersAt(file: string, destination: Destination): Promise<Listing | undefined> {
  if (file === '-') return undefined;
  const status = await stat(file);
  if (!status.isFile() && !status.isDirectory()) return undefined;
  const archive = await openArchive(file, destination);
  await archive.close();
  return archive.listing;
}

/**
 * Opens it and reads all its headers, where that is possible: a bad archive is refused before any work is done.
 * @throws {StreamError} when one of them is bad.
 */
export async function openArchive(file: string, destination: Destination): Promise<Archive> {
  if (file === '-') return ofStream(process.stdin, destination, async () => {});
  const input = await Input.open(file);
  try {
    const { source, status } = input;
    if (source === undefined) return await ofStream(input.chunks(), destination, () => input.close());
    const listing = await headersOf(source, destination);
    const close = (): Promise<void> => input.close();
    return { chunks: input.chunks(), listing, status, close };
  } catch (error) {
    await input.close();
    throw error;
  }
}

async function ofStream(
  stream: AsyncIterable<Uint8Array>,
  destination: Destination,
  close: () => Promise<void>,
): Promise<Archive> {
  const { chunks, size } = await peek(stream, SHORT_BYTES);
  const rest = { status: undefined, close };
  if (size === undefined) return { chunks, listing: undefined, ...rest };
  const bytes = await wholeOf(chunks);
  return { chunks: once(bytes), listing: await headersOf(bytes, destination), ...rest };
}

/** Whether the content is a folder, as a tar. */
export function isFolder(listing: Listing | undefined): boolean {
  return listing?.metadata.mediaType === FOLDER_MEDIA_TYPE;
}

/** What the headers say. An archive from a pipe is read whole. */
export async function listingOf(archive: Archive): Promise<Listing> {
  return archive.listing ?? list(await wholeOf(archive.chunks));
}

async function wholeOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}
