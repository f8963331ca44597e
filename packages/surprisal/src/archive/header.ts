import { StreamError } from '../base/errors.js';
import type { HeaderReader, HeaderWriter } from '../base/header-bytes.js';
import type { ModelSpec } from '../registry/models.js';
import { type Fields, readFields, writeFields } from './fields.js';
import { FOREIGN_BYTES, foreignFormat } from './foreign.js';

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

export interface StreamHeader {
  readonly model: ModelSpec;
  readonly fields: Fields;
}

export function writeStreamHeader(to: HeaderWriter, { model, fields }: StreamHeader): void {
  const hasFields = Object.keys(fields).length > 0;
  for (const byte of MAGIC) to.byte(byte);
  to.byte((VERSION << 4) | (model.parameter === 0 ? 0 : FLAG_PARAMETER) | (hasFields ? FLAG_FIELDS : 0));
  to.varint(model.id);
  if (model.parameter !== 0) to.varint(model.parameter);
  if (hasFields) writeFields(to, fields);
}

/**
 * Reads it; the reader is then at the first frame.
 * @throws {StreamError} `not-a-stream`, `unsupported-version`, `unsupported-feature`, `truncated`, `damaged`.
 */
export function readStreamHeader(from: HeaderReader): StreamHeader {
  const start = from.peek(FOREIGN_BYTES);
  for (const byte of MAGIC) {
    if (from.left > 0 && from.byte() === byte) continue;
    throw new StreamError('not-a-stream', `this is not a surprisal file${foreignFormat(start)}`, 0);
  }
  const versionAndFlags = from.byte();
  const version = versionAndFlags >>> 4;
  if (version !== VERSION) {
    const advice = version > VERSION ? 'a newer surprisal is needed' : 'no such version exists';
    throw new StreamError('unsupported-version', `this is format version ${version}: ${advice}`, from.offset - 1);
  }
  if (versionAndFlags & 0x0f & ~FLAGS_KNOWN) {
    throw new StreamError('unsupported-feature', 'the header has unknown flags', from.offset - 1);
  }
  const id = from.varint();
  const parameter = versionAndFlags & FLAG_PARAMETER ? from.varint() : 0;
  const fields = versionAndFlags & FLAG_FIELDS ? readFields(from) : {};
  return { model: { id, parameter }, fields };
}
