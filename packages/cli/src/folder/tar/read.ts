/** The members of a tar, as a stream of bytes gives them. */
import { FileError } from '../../base/failure.js';
import { type Member, nameText, SLASH } from '../member.js';
import { BLOCK_BYTES, type Block, readBlock, upToZero } from './block.js';
import { ByteReader, damaged } from './byte-reader.js';
import { numberOfRecord, type Records, readRecords, timeOfRecord } from './records.js';
import { paddingOf } from './write.js';

export interface Packed {
  readonly member: Member;
  /** Unread content is skipped when the next member is requested. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** Names and extended headers longer than this are damage. */
const META_BYTES_MAX = 2 ** 23;
/** Of V7 and POSIX: '7' is a file that should lie in one piece. */
const KINDS: Readonly<Record<string, Member['kind']>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'link',
  '2': 'symlink',
  '5': 'directory',
};
/** Headers that describe the next member (g: all that follow) and are not members themselves. */
const META = /[xgLK]/;
/** Types without content, whatever their size field says. */
const WITHOUT_CONTENT = /[1-6]/;
/** Exact names that are not UTF-8, in hexadecimal: as earlier versions wrote them. */
const [PATH, LINK_PATH] = ['SURPRISAL.path', 'SURPRISAL.linkpath'] as const;

/** @throws {FileError} when it is no tar, or not a whole one. @throws what reading it throws. */
export async function* members(tar: AsyncIterable<Uint8Array>): AsyncGenerator<Packed, void> {
  const bytes = new ByteReader(tar);
  try {
    for await (const member of membersOf(bytes)) {
      const content = bytes.part(member.size);
      yield { member, content };
      for await (const _ of content);
      await bytes.take(paddingOf(member.size));
    }
    await bytes.drain(); // whatever follows the end: its checksums are compared
  } finally {
    await bytes.close();
  }
}

/** Each is to be followed by reading its content. */
async function* membersOf(bytes: ByteReader): AsyncGenerator<Member, void> {
  const all = new Map<string, Buffer>();
  let next = new Map<string, Buffer>();
  for (let block = await blockOf(bytes); block !== undefined; block = await blockOf(bytes)) {
    if (!META.test(block.type)) {
      yield memberOf(block, new Map([...all, ...next].filter(([, value]) => value.length > 0)));
      next = new Map();
      continue;
    }
    const content = await metaOf(bytes, block);
    if (block.type === 'L') next.set('path', upToZero(content));
    else if (block.type === 'K') next.set('linkpath', upToZero(content));
    else
      for (const [key, value] of sound(() => readRecords(content))) (block.type === 'x' ? next : all).set(key, value);
  }
}

/** Reads all of it, to find errors. */
export async function readAll(tar: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of members(tar));
}

/** The next header; undefined at the end, which need not be marked. */
async function blockOf(bytes: ByteReader): Promise<Block | undefined> {
  if (await bytes.isAtEnd()) return undefined;
  const block = await bytes.take(BLOCK_BYTES);
  return sound(() => readBlock(block));
}

async function metaOf(bytes: ByteReader, { size }: Block): Promise<Buffer> {
  if (size > META_BYTES_MAX) throw damaged('an extended header is too long');
  const content = await bytes.take(size);
  await bytes.take(paddingOf(size));
  return content;
}

function memberOf(block: Block, records: Records): Member {
  const hex = (keyword: string): Buffer | undefined => {
    const value = records.get(keyword);
    return value && Buffer.from(value.toString('latin1'), 'hex');
  };
  const plain = block.prefix.length === 0 ? block.name : Buffer.concat([block.prefix, Buffer.of(SLASH), block.name]);
  const path = hex(PATH) ?? records.get('path') ?? plain;
  const isFolder = path.at(-1) === SLASH;
  const name = isFolder ? path.subarray(0, -1) : path;
  if (block.type === 'S' || [...records.keys()].some((keyword) => keyword.startsWith('GNU.sparse.'))) {
    throw new FileError(
      `${nameText(name)} is a sparse file in GNU tar's format; use -c to get the tar, and extract it with GNU tar`,
    );
  }
  const size = WITHOUT_CONTENT.test(block.type) ? 0 : (numberOfRecord(records.get('size')) ?? block.size);
  if (size < 0) throw damaged('a header has a negative size');
  const kind = KINDS[block.type] ?? 'other';
  const { owner } = block;
  return {
    name,
    kind: kind === 'file' && isFolder ? 'directory' : kind, // as V7 marked them
    size,
    mode: block.mode & 0o7777,
    owner: {
      uid: numberOfRecord(records.get('uid')) ?? owner.uid,
      gid: numberOfRecord(records.get('gid')) ?? owner.gid,
      user: records.get('uname')?.toString() ?? owner.user,
      group: records.get('gname')?.toString() ?? owner.group,
    },
    modified: timeOfRecord(records.get('mtime')) ?? block.modified,
    ...((kind === 'link' || kind === 'symlink') && {
      target: hex(LINK_PATH) ?? records.get('linkpath') ?? block.target,
    }),
  };
}

/** The result of `read`; its errors are reported as damage. */
function sound<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw damaged((error as Error).message);
  }
}
