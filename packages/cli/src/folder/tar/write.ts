/** The headers of a member of a tar. */
import { type Member, type Owner, SLASH } from '../member.js';
import { BLOCK_BYTES, NAME_BYTES, partsThatFit, writeBlock } from './block.js';

const TYPES = { file: '0', link: '1', symlink: '2', directory: '5' } as const;
/** GNU's, which all tars read: the content is the name, or the target, of the next member, in any bytes. */
const LONG_NAME = 'L';
const LONG_TARGET = 'K';

export const NO_OWNER: Owner = { uid: 0, gid: 0, user: '', group: '' };

/** @param member of a kind that is kept. */
export function headerOf(member: Member): Buffer {
  const { kind, size, mode, owner, modified, target = Buffer.alloc(0) } = member;
  const name = kind === 'directory' ? Buffer.concat([member.name, Buffer.of(SLASH)]) : member.name;
  const parts = partsThatFit(name);
  const type = TYPES[kind as keyof typeof TYPES];
  const first = (bytes: Buffer): Buffer => bytes.subarray(0, NAME_BYTES);
  return Buffer.concat([
    ...(target.length > NAME_BYTES ? [long(LONG_TARGET, target)] : []),
    ...(parts === undefined ? [long(LONG_NAME, name)] : []),
    writeBlock({
      ...(parts ?? { name: first(name), prefix: Buffer.alloc(0) }),
      ...{ type, size, mode, owner, modified, target: first(target) },
    }),
  ]);
}

/** Always the same but for the name: that costs little. */
function long(type: string, name: Buffer): Buffer {
  const none = Buffer.alloc(0);
  const size = name.length + 1;
  const rest = { prefix: none, mode: 0o644, owner: NO_OWNER, modified: 0n, target: none };
  return Buffer.concat([
    writeBlock({ name: Buffer.from('././@LongLink'), type, size, ...rest }),
    name,
    Buffer.alloc(1 + paddingOf(size)),
  ]);
}

/** Zero bytes that follow `size` bytes of content. */
export function paddingOf(size: number): number {
  return Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES - size;
}
