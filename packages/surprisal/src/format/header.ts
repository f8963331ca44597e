import { StreamError } from '../errors.js';
import type { ModelSpec } from '../models.js';
import type { HeaderReader, HeaderWriter } from './bytes.js';

/**
 * The head of a stream; docs/format.md, "Stream header".
 *
 *   magic (2) · version and flags (1) · model id (varint) · [parameter (varint)] · [fields]
 *
 * It has no check byte of its own: that of the first frame's header covers it.
 */

/** 0xf5 occurs in no UTF-8 text; then 's'. */
const MAGIC: readonly number[] = [0xf5, 0x73];
const VERSION = 1;

const FLAG_PARAMETER = 1;
const FLAG_FIELDS = 2;
const FLAGS_KNOWN = FLAG_PARAMETER | FLAG_FIELDS;

/** Fields of odd type must be understood; those of even type may be skipped. */
const FIELD_PRIOR = 1;

export interface StreamHeader {
  readonly model: ModelSpec;
}

export function writeStreamHeader(to: HeaderWriter, { model }: StreamHeader): void {
  for (const byte of MAGIC) to.byte(byte);
  to.byte((VERSION << 4) | (model.parameter === 0 ? 0 : FLAG_PARAMETER));
  to.varint(model.id);
  if (model.parameter !== 0) to.varint(model.parameter);
}

/**
 * Reads it; the reader is then at the first frame.
 * @throws {StreamError} `not-a-stream`, `unsupported-version`, `unsupported-feature`, `unsupported-prior`,
 *   `truncated`, `damaged`.
 */
export function readStreamHeader(from: HeaderReader): StreamHeader {
  for (const byte of MAGIC) {
    if (from.left === 0) throw new StreamError('not-a-stream', 'this is not a surprisal file', from.offset);
    if (from.byte() !== byte) throw new StreamError('not-a-stream', 'this is not a surprisal file', from.offset - 1);
  }
  const versionAndFlags = from.byte();
  const version = versionAndFlags >>> 4;
  if (version !== VERSION) {
    const advice = version > VERSION ? 'it needs a newer surprisal' : 'there is no such version';
    throw new StreamError('unsupported-version', `this is format version ${version}: ${advice}`, from.offset - 1);
  }
  if (versionAndFlags & 0x0f & ~FLAGS_KNOWN) {
    throw new StreamError('unsupported-feature', 'the header has unknown flags', from.offset - 1);
  }
  const id = from.varint();
  const parameter = versionAndFlags & FLAG_PARAMETER ? from.varint() : 0;
  if (versionAndFlags & FLAG_FIELDS) readFields(from);
  return { model: { id, parameter } };
}

/** Fields to come (a prior, metadata, the content size): now none is known, and only some may be skipped. */
function readFields(from: HeaderReader): void {
  const end = from.varint() + from.offset;
  while (from.offset < end) {
    const start = from.offset;
    const type = from.varint();
    from.take(from.varint());
    if (type === FIELD_PRIOR) {
      throw new StreamError('unsupported-prior', 'this needs a prior that this build does not have', start);
    }
    if (type % 2 === 1) {
      throw new StreamError('unsupported-feature', `the header has a field of unknown type ${type}`, start);
    }
  }
  if (from.offset !== end) throw new StreamError('damaged', 'a header field is longer than its place', end);
}
