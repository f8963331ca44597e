import { classOf } from '../base/bytes.js';
import { StreamError } from '../base/errors.js';
import { HeaderReader, HeaderWriter } from '../base/header-bytes.js';

/**
 * What a stream header says beyond the model; docs/format.md, "Fields".
 *
 *   size of all fields (varint) · for each: type (varint) · size (varint) · value
 *
 * Fields of odd type must be understood; those of even type may be skipped. Types ascend.
 */

/** Metadata of the file that the content comes from. It never changes a byte of the content. */
export interface Metadata {
  /** Name of the file, without folders: no `/`, `\` or NUL, not `.` or `..`, at most 1,024 bytes of UTF-8. */
  readonly name?: string;
  /** When the file was last modified, cut to the millisecond; within 142,000 years of 1970. */
  readonly modified?: Date;
  /** Nanoseconds of that time after the millisecond of `modified`, 0 to 999,999. */
  readonly modifiedNanoseconds?: number;
  /** Permission bits as in POSIX, 0 to 0o7777. */
  readonly mode?: number;
  /** Media type as in RFC 6838, printable ASCII, at most 255 characters. */
  readonly mediaType?: string;
}

export interface Fields extends Metadata {
  /** The prior that the frames need: the first digits of its hash, 8 to 64 in hexadecimal. */
  readonly prior?: string;
  /** Bytes of content in all frames. */
  readonly contentSize?: number;
}

const PRIOR = 1;
const CONTENT_SIZE = 2;
const NAME = 4;
const MODIFIED = 6;
const MODE = 8;
const MEDIA_TYPE = 10;
const MODIFIED_NANOSECONDS = 12;

/** Bytes of a prior's hash. */
const PRIOR_BYTES_MIN = 4;
const PRIOR_BYTES_MAX = 32;
/** Bytes of all fields, at most. */
const FIELDS_BYTES_MAX = 65_535;
const NAME_BYTES_MAX = 1024;
const MEDIA_TYPE_MAX = 255;
const MODE_MAX = 0o7777;
/** Milliseconds from 1970, at most: zigzag, they fit a varint. */
const MODIFIED_MAX = 2 ** 52 - 1;
/** Nanoseconds of a millisecond, at most. */
const NANOSECONDS_MAX = 999_999;

/** @throws {RangeError} when `name` is not safe as the name of a file. */
export function checkName(name: string): void {
  const safe = name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name);
  const utf8 = new TextEncoder().encode(name);
  const isWellFormed = new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8) === name; // no lone surrogates
  if (!safe || !isWellFormed || utf8.length > NAME_BYTES_MAX) {
    throw new RangeError(`${JSON.stringify(name)} is not a plain file name`);
  }
}

/** @throws {TypeError | RangeError} when a field is of the wrong type or out of range. */
export function checkMetadata({ name, modified, modifiedNanoseconds, mode, mediaType }: Metadata): void {
  for (const [field, value] of Object.entries({ name, mediaType })) {
    if (value !== undefined && typeof value !== 'string') throw new TypeError(`${field} must be a string`);
  }
  for (const [field, value] of Object.entries({ modifiedNanoseconds, mode })) {
    if (value !== undefined && typeof value !== 'number') throw new TypeError(`${field} must be a number`);
  }
  if (name !== undefined) checkName(name);
  if (modified !== undefined && classOf(modified) !== 'Date') throw new TypeError('modified must be a Date');
  if (modified !== undefined && !(Math.abs(modified.getTime()) <= MODIFIED_MAX)) {
    throw new RangeError('modified is out of range');
  }
  if (modifiedNanoseconds !== undefined) {
    if (modified === undefined) throw new RangeError('modifiedNanoseconds needs modified');
    checkInteger('modifiedNanoseconds', modifiedNanoseconds, NANOSECONDS_MAX);
  }
  if (mode !== undefined) checkInteger('mode', mode, MODE_MAX);
  if (mediaType !== undefined && !isMediaType(mediaType)) throw new RangeError('mediaType is not a media type');
}

function checkInteger(field: string, n: number, max: number): void {
  if (!(Number.isInteger(n) && n >= 0 && n <= max))
    throw new RangeError(`${field} must be an integer from 0 to ${max}`);
}

function isMediaType(text: string): boolean {
  return text.length <= MEDIA_TYPE_MAX && /^[!-~]+\/[ -~]+$/.test(text);
}

export function writeFields(to: HeaderWriter, fields: Fields): void {
  const all = new HeaderWriter();
  const field = (type: number, write: (value: HeaderWriter) => void): void => {
    const value = new HeaderWriter();
    write(value);
    const bytes = value.done();
    all.varint(type);
    all.varint(bytes.length);
    all.bytes(bytes);
  };
  const { prior, contentSize, name, modified, modifiedNanoseconds, mode, mediaType } = fields;
  const utf8 = new TextEncoder();
  if (prior !== undefined) field(PRIOR, (value) => value.bytes(fromHex(prior)));
  if (contentSize !== undefined) field(CONTENT_SIZE, (value) => value.varint(contentSize));
  if (name !== undefined) field(NAME, (value) => value.bytes(utf8.encode(name)));
  if (modified !== undefined) field(MODIFIED, (value) => value.varint(zigzag(modified.getTime())));
  if (mode !== undefined) field(MODE, (value) => value.varint(mode));
  if (mediaType !== undefined) field(MEDIA_TYPE, (value) => value.bytes(utf8.encode(mediaType)));
  if (modifiedNanoseconds) field(MODIFIED_NANOSECONDS, (value) => value.varint(modifiedNanoseconds));
  const bytes = all.done();
  to.varint(bytes.length);
  to.bytes(bytes);
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromHex(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
}

/** Whole numbers to those from 0: 0, -1, 1, -2, … */
function zigzag(n: number): number {
  return n < 0 ? -2 * n - 1 : 2 * n;
}

function unzigzag(n: number): number {
  return n % 2 === 0 ? n / 2 : -(n + 1) / 2;
}

/** @throws {StreamError} `truncated`, `damaged`, `unsupported-feature`. */
export function readFields(from: HeaderReader): Fields {
  const start = from.offset;
  const size = from.varint();
  if (size > FIELDS_BYTES_MAX) throw damaged('the fields of the header are too long', start);
  const at = from.offset;
  const all = new HeaderReader(from.take(size), at);
  let fields: Fields = {};
  for (let before = 0; all.left > 0; ) {
    const offset = all.offset;
    const field = within(() => {
      const type = all.varint();
      const length = all.varint();
      return { type, value: new HeaderReader(all.take(length), all.offset - length) };
    }, offset);
    if (field.type <= before) throw damaged('the fields of the header are out of order', offset);
    before = field.type;
    fields = { ...fields, ...within(() => readField(field.type, field.value, offset), offset) };
  }
  if (fields.modifiedNanoseconds !== undefined && fields.modified === undefined) {
    throw damaged('the header has nanoseconds of a time that it does not have', start);
  }
  return fields;
}

/** What one field says; nothing, if it may be skipped. */
function readField(type: number, from: HeaderReader, offset: number): Fields {
  switch (type) {
    case PRIOR: {
      const hash = from.take(from.left);
      if (hash.length < PRIOR_BYTES_MIN || hash.length > PRIOR_BYTES_MAX) throw new RangeError('not a hash');
      return { prior: toHex(hash) };
    }
    case CONTENT_SIZE:
      return { contentSize: number(from, Number.MAX_SAFE_INTEGER) };
    case NAME: {
      const name = text(from);
      checkName(name);
      return { name };
    }
    case MODIFIED:
      return { modified: new Date(unzigzag(number(from, 2 * MODIFIED_MAX))) };
    case MODE:
      return { mode: number(from, MODE_MAX) };
    case MEDIA_TYPE: {
      const mediaType = text(from);
      if (!isMediaType(mediaType)) throw new RangeError('not a media type');
      return { mediaType };
    }
    case MODIFIED_NANOSECONDS: {
      const modifiedNanoseconds = number(from, NANOSECONDS_MAX);
      if (modifiedNanoseconds === 0) throw new RangeError('out of range');
      return { modifiedNanoseconds };
    }
    default:
      if (type % 2 === 0) return {};
      throw new StreamError('unsupported-feature', `the header has a field of unknown type ${type}`, offset);
  }
}

/** The varint that is all there is. */
function number(from: HeaderReader, max: number): number {
  const n = from.varint();
  if (n > max || from.left > 0) throw new RangeError('out of range');
  return n;
}

function text(from: HeaderReader): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(from.take(from.left));
}

/** What `read` returns; whatever it finds wrong with a value, or too short for its field, is damage of the field. */
function within<T>(read: () => T, offset: number): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof StreamError && error.code !== 'truncated') throw error;
    throw damaged('a field of the header is malformed', offset);
  }
}

function damaged(message: string, offset: number): StreamError {
  return new StreamError('damaged', message, offset);
}
