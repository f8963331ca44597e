import { type Content, contentOf } from '../base/byte-streams.js';
import { concat } from '../base/bytes.js';
import { checkInteger } from '../base/checks.js';
import { StreamError } from '../base/errors.js';
import { HeaderReader, HeaderWriter } from '../base/header-bytes.js';
import { Predictor } from '../predictor/predictor.js';
import type { PriorOption } from '../predictor/prior.js';
import { ContentKind } from '../registry/kinds.js';
import type { Level } from '../registry/levels.js';
import { FRAME_BYTES_MAX } from './frame.js';

/**
 * The bare form of short messages; docs/format.md, "Bare form": the length, then the code, and nothing else. What the
 * header of a stream would say, both sides know.
 */

/** What both sides must give alike. */
export interface BareOptions {
  /** `default` if left out. */
  readonly level?: Level;
  /** A model by name, in place of a level. */
  readonly model?: string;
  /** Kind of content, a number of `KINDS` in surprisal/registry: text if left out. */
  readonly kind?: number;
  /** Bytes of a record or row, for kinds that have them. */
  readonly stride?: number;
  /** Prior knowledge; `default` if left out. */
  readonly prior?: PriorOption;
}

/** The first byte says lengths below this alone. */
const SHORT = 240;
/** From here on the length is a varint. */
const LONG = SHORT + 15 * 256;
const LONG_MARK = 255;

/**
 * Compresses a message to one byte more than its code (two from 240 bytes on).
 * @throws {TypeError | RangeError} for bad arguments.
 */
export async function compressBare(input: Content, options: BareOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await contentOf(input);
  const predictor = await predictorOf(bytes.length, options);
  const head = new HeaderWriter();
  const n = bytes.length;
  if (n < SHORT) head.byte(n);
  else if (n < LONG) {
    head.byte(SHORT + ((n - SHORT) >>> 8));
    head.byte((n - SHORT) & 0xff);
  } else {
    head.byte(LONG_MARK);
    head.varint(n - LONG);
  }
  return concat([head.done(), predictor.encode(bytes)]);
}

/**
 * The message that `compressBare` was given, with equal options. There is no checksum: what is damaged, or was made
 * with other options, may come out as something else.
 * @param options sizeLimit: bytes of content to accept, at most.
 * @throws {StreamError} `truncated`, `damaged`, `size-limit`. @throws {TypeError | RangeError} for bad arguments.
 */
export async function decompressBare(
  input: Content,
  { sizeLimit = FRAME_BYTES_MAX, ...options }: BareOptions & { readonly sizeLimit?: number } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await contentOf(input);
  checkInteger('sizeLimit', sizeLimit, 0, Number.MAX_SAFE_INTEGER);
  const from = new HeaderReader(bytes);
  const first = from.byte();
  const length =
    first < SHORT ? first : first < LONG_MARK ? SHORT + ((first - SHORT) << 8) + from.byte() : LONG + from.varint();
  if (length > FRAME_BYTES_MAX) throw new StreamError('damaged', 'the length is out of range', 0);
  if (length > sizeLimit) {
    throw new StreamError('size-limit', `the content has ${length} bytes, more than ${sizeLimit}`, 0);
  }
  const predictor = await predictorOf(length, options);
  return predictor.decode(from.take(from.left), length);
}

function predictorOf(size: number, options: BareOptions): Promise<Predictor> {
  const { level, model, kind = ContentKind.TEXT, stride = 0, prior = 'default' } = options;
  if (level !== undefined && model !== undefined) throw new TypeError('level and model cannot be combined');
  return Predictor.create(model ?? level, { size, kind, stride, prior });
}
