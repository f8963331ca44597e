/**
 * The 512 bytes that a tar has before the content of each member: ustar, as in POSIX.1-1988, with what every tar reads
 * since: numbers that do not fit as octal digits are in base 256.
 *
 * One extension is ours: the nanoseconds of a time, as nine digits in the bytes that ustar leaves unused; docs/format.md,
 * "Folders". Other tars see whole seconds. A pax header for each member would carry more, but takes two more blocks,
 * in which the time is stated once more: 8 bytes a member after compression where this takes 3.
 */
import { fromSeconds, secondsOf } from '../../files/times.js';
import type { Owner } from '../member.js';

export const BLOCK_BYTES = 512;
/** Bytes that a block has for a name, for the folders before it, and for the name of an owner. */
export const NAME_BYTES = 100;
const PREFIX_BYTES = 155;
const OWNER_BYTES = 32;

/** The fields of a header block. */
export interface Block {
  readonly name: Buffer;
  /** The folders before the name, to be joined to it by a slash; may be empty. */
  readonly prefix: Buffer;
  /** A character: '0' a file, '1' a hard link, '2' a symbolic link, '5' a directory; others in read.ts. */
  readonly type: string;
  readonly size: number;
  readonly mode: number;
  readonly owner: Owner;
  /** Nanoseconds after 1970. */
  readonly modified: bigint;
  readonly target: Buffer;
}

/** Where the fields are: first byte, and bytes. */
const AT = {
  name: [0, NAME_BYTES],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  time: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  target: [157, NAME_BYTES],
  magic: [257, 8],
  user: [265, OWNER_BYTES],
  group: [297, OWNER_BYTES],
  prefix: [345, PREFIX_BYTES],
  nanoseconds: [500, 9],
} as const;

type Field = keyof typeof AT;

const USTAR = 'ustar\x0000';

/** Name, prefix and target must fit their fields. */
export function writeBlock({ name, prefix, type, size, mode, owner, modified, target }: Block): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  const put = (field: Field, bytes: Uint8Array): void => block.set(bytes, AT[field][0]);
  const number = (field: Field, n: bigint | number): void => put(field, numberOf(BigInt(n), AT[field][1]));
  const { seconds, nanoseconds } = secondsOf(modified);
  put('name', name);
  number('mode', mode);
  number('uid', owner.uid);
  number('gid', owner.gid);
  number('size', size);
  number('time', seconds);
  put('type', Buffer.from(type));
  put('target', target);
  put('magic', Buffer.from(USTAR));
  put('user', ownerName(owner.user));
  put('group', ownerName(owner.group));
  put('prefix', prefix);
  if (nanoseconds > 0) put('nanoseconds', Buffer.from(String(nanoseconds).padStart(9, '0')));
  put('checksum', Buffer.from(`${checksumOf(block).toString(8).padStart(6, '0')}\0 `));
  return block;
}

/** A name in two parts, as a block holds it; undefined if it is too long. */
export function partsThatFit(name: Buffer): Pick<Block, 'name' | 'prefix'> | undefined {
  if (name.length <= NAME_BYTES) return { name, prefix: Buffer.alloc(0) };
  const from = name.length - NAME_BYTES - 1;
  const at = name.subarray(0, -1).indexOf('/', Math.max(from, 1));
  if (at === -1 || at > PREFIX_BYTES) return undefined;
  return { name: name.subarray(at + 1), prefix: name.subarray(0, at) };
}

/** @returns undefined for a block of zeros, which ends a tar. @throws {Error} when it is not a header. */
export function readBlock(block: Buffer): Block | undefined {
  if (block.every((byte) => byte === 0)) return undefined;
  const bytes = (field: Field): Buffer => block.subarray(AT[field][0], AT[field][0] + AT[field][1]);
  const text = (field: Field): Buffer => upToZero(bytes(field));
  const number = (field: Field): number => readNumber(bytes(field));
  if (number('checksum') !== checksumOf(block)) throw new Error('a header has another checksum');
  const isUstar = bytes('magic').toString('latin1', 0, 6) === USTAR.slice(0, 6);
  const digits = bytes('nanoseconds').toString('latin1');
  const nanoseconds = isUstar && /^\d{9}$/.test(digits) ? Number(digits) : 0;
  return {
    name: text('name'),
    // GNU's own format has other fields here.
    prefix: isUstar ? text('prefix') : Buffer.alloc(0),
    type: bytes('type').toString('latin1'),
    size: number('size'),
    mode: number('mode'),
    owner: {
      uid: number('uid'),
      gid: number('gid'),
      user: text('user').toString(),
      group: text('group').toString(),
    },
    modified: fromSeconds(BigInt(number('time')), nanoseconds),
    target: text('target'),
  };
}

export function upToZero(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

/** The sum of all bytes, where those of the checksum count as blanks. */
function checksumOf(block: Buffer): number {
  const [start, length] = AT.checksum;
  return block.reduce((sum, byte, i) => sum + (i >= start && i < start + length ? 0x20 : byte), 0);
}

/** In octal digits and a zero; what does not fit, in base 256 after a byte 80 or, below zero, ff. */
function numberOf(n: bigint, length: number): Buffer {
  const digits = n.toString(8).padStart(length - 1, '0');
  if (n >= 0n && digits.length < length) return Buffer.from(`${digits}\0`);
  const bits = 8n * BigInt(length - 1);
  return Buffer.from(
    `${n < 0n ? 'ff' : '80'}${BigInt.asUintN(Number(bits), n)
      .toString(16)
      .padStart(2 * (length - 1), '0')}`,
    'hex',
  );
}

/** @throws {Error} if it is malformed or too large. */
function readNumber(field: Buffer): number {
  const [first = 0] = field;
  if (first & 0x80) {
    const n = BigInt.asIntN(8 * field.length - 1, BigInt(`0x${field.toString('hex')}`));
    if (!Number.isSafeInteger(Number(n))) throw new Error('a header has a number that is too large');
    return Number(n);
  }
  const digits = /^ *([0-7]*)[ \0]*$/.exec(field.toString('latin1').replace(/\0.*/s, ''))?.[1];
  if (digits === undefined) throw new Error('a header has a malformed number');
  return Number.parseInt(digits || '0', 8);
}

/** Left out if it is too long: the number is there as well. */
function ownerName(name: string): Buffer {
  const bytes = Buffer.from(name);
  return bytes.length <= OWNER_BYTES ? bytes : Buffer.alloc(0);
}
