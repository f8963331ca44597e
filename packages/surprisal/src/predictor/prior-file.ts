import { concat } from '../base/bytes.js';
import { crc32c } from '../base/checksums.js';
import { StreamError } from '../base/errors.js';
import { HeaderReader, HeaderWriter } from '../base/header-bytes.js';

/**
 * Prior knowledge as a file; docs/format.md, "Prior files".
 *
 *   magic (2) · version (1) · number of parts (varint) · parts · checksum (4)
 *   part: type (varint) · use (varint) · parameter of the use (varint) · size (varint) · bytes
 */

/** A part, as plain data that workers can be sent. */
export interface Part {
  readonly type: PartType;
  /** Of a primer: ANY_KIND, or one more than the number of a kind of content. Of weights: the id of the model. */
  readonly use: number;
  /** Of weights: the parameter of the model. Of a primer: 0. */
  readonly parameter: number;
  readonly bytes: Uint8Array;
}

export const PartType = { PRIMER: 1, WEIGHTS: 2 } as const;
export type PartType = (typeof PartType)[keyof typeof PartType];

export const ANY_KIND = 0;
/** Bytes of a file, at most. */
export const PRIOR_BYTES_MAX = 2 ** 26;
export const PARTS_MAX = 256;

const MAGIC: readonly number[] = [0xf5, 0x70];
const VERSION = 1;
const CHECKSUM_BYTES = 4;

/** Whether two parts are meant for the same predictors. */
export function haveSameUse(a: Part, b: Part): boolean {
  return a.type === b.type && a.use === b.use && a.parameter === b.parameter;
}

export function writeParts(parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  const head = new HeaderWriter();
  for (const byte of MAGIC) head.byte(byte);
  head.byte(VERSION);
  head.varint(parts.length);
  const pieces: Uint8Array[] = [head.done()];
  for (const { type, use, parameter, bytes } of parts) {
    const partHead = new HeaderWriter();
    for (const number of [type, use, parameter, bytes.length]) partHead.varint(number);
    pieces.push(partHead.done(), bytes);
  }
  const checksum = new HeaderWriter();
  checksum.u32(pieces.reduce((before, piece) => crc32c(piece, before), 0));
  return concat([...pieces, checksum.done()]);
}

/** The parts of a file: views of it. @throws {StreamError} for anything that `writeParts` did not make. */
export function readParts(file: Uint8Array): Part[] {
  const from = new HeaderReader(file);
  for (const byte of MAGIC) {
    if (from.left > 0 && from.byte() === byte) continue;
    throw new StreamError('not-a-stream', 'this is not a prior file', 0);
  }
  const version = from.byte();
  if (version !== VERSION) {
    throw new StreamError(
      'unsupported-version',
      `this is version ${version} of prior files: a newer surprisal is needed`,
      2,
    );
  }
  checkChecksum(file);
  const count = from.varint();
  if (count < 1 || count > PARTS_MAX) throw damaged(`the prior has ${count} parts, not 1 to ${PARTS_MAX}`, from);
  const parts: Part[] = [];
  while (parts.length < count) {
    const part = readPart(from);
    if (parts.some((other) => haveSameUse(part, other)))
      throw damaged('two parts of the prior have the same use', from);
    parts.push(part);
  }
  if (from.left !== CHECKSUM_BYTES) throw damaged('bytes follow the last part of the prior', from);
  return parts;
}

/** @throws {StreamError} `truncated`, `checksum-mismatch`. */
function checkChecksum(file: Uint8Array): void {
  const at = Math.max(file.length - CHECKSUM_BYTES, 0);
  if (new HeaderReader(file.subarray(at), at).u32() === crc32c(file.subarray(0, at))) return;
  throw new StreamError('checksum-mismatch', 'the prior does not match its checksum: it is cut short or damaged', at);
}

function readPart(from: HeaderReader): Part {
  const start = from.offset;
  const type = from.varint();
  if (type !== PartType.PRIMER && type !== PartType.WEIGHTS) {
    throw new StreamError('unsupported-feature', `the prior has a part of unknown type ${type}`, start);
  }
  const [use, parameter] = [from.varint(), from.varint()];
  const bytes = from.take(from.varint());
  if (bytes.length === 0) throw damaged('a part of the prior is empty', from);
  return { type, use, parameter, bytes };
}

function damaged(message: string, from: HeaderReader): StreamError {
  return new StreamError('damaged', message, from.offset);
}
