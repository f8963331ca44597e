/**
 * Static arithmetic coding of order 0: the same byte counts as Huffman coding, without rounding to whole bits.
 *
 * The content becomes one number. The interval [0, 1) is divided into a part for each byte, in proportion to its frequency.
 * The part of the first byte is divided again in the same way, and so on. A number in the last part identifies the whole
 * content. It takes −log2 of the length of that part in bits: the entropy plus at most two bits. `steps` shows these
 * intervals exactly.
 *
 * `encode` divides a 32-bit interval in proportion to the frequencies, as coder/encoder.ts does, and writes:
 *
 *   size of the content, a varint; the rest only if it is not 0
 *   256 frequencies plus 1, as Elias gamma codes: as many zeros as the number has bits after its first, then its bits,
 *     the first one first; zeros up to the next byte
 *   the complete code
 *
 * The frequencies are the counts, or, where there are more than 2^16 bytes, the counts times 2^16 / size, rounded down but
 * not to 0.
 *
 * Sources: J. Rissanen (1976), R. Pasco (1976); G. N. N. Martin, "Range encoding" (1979); P. Elias (1975), the gamma code.
 */
import { Decoder } from '../coder/decoder.js';
import { Frequencies } from '../coder/distribution.js';
import { Encoder } from '../coder/encoder.js';
import { BitReader } from './bits/reader.js';
import { BitWriter } from './bits/writer.js';
import { checkSizeLimit, codecOf, type DecodeOptions, readSize, sizeBytes } from './codec.js';
import { OutputBuffer } from './output-buffer.js';
import type { IntervalStep, PointStep } from './steps.js';

const TOTAL_MAX = 2 ** 16;
/** A frequency plus 1 has at most 17 bits. */
const FREQUENCY_BITS_MAX = 17;

function encode(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (bytes.length === 0) return sizeBytes(0);
  const frequency = frequenciesOf(bytes);
  const writer = new BitWriter(sizeBytes(bytes.length));
  for (const f of frequency) writeGamma(writer, f + 1);
  const encoder = new Encoder();
  const frequencies = new Frequencies(frequency);
  for (let i = 0; i < bytes.length; i++) encoder.symbol(bytes[i]!, frequencies);
  writer.append(encoder.finish({ trim: false }));
  return writer.done();
}

function decode(code: Uint8Array, options: DecodeOptions): Uint8Array<ArrayBuffer> {
  const limit = checkSizeLimit(options);
  const { size, start } = readSize(code, limit);
  const reader = new BitReader(code, start);
  if (size === 0) {
    reader.finish();
    return new Uint8Array(0);
  }
  const frequency = Uint32Array.from({ length: 256 }, () => readGamma(reader) - 1);
  reader.align();
  const total = frequency.reduce((sum, f) => sum + f, 0);
  if (total === 0 || total > TOTAL_MAX + 256) throw reader.damaged('the frequencies are out of range');
  const frequencies = new Frequencies(frequency);
  const decoder = new Decoder(code, reader.byteOffset);
  const content = new OutputBuffer(limit);
  for (let i = 0; i < size; i++) content.push(decoder.symbol(frequencies));
  decoder.finish({ trim: false });
  return content.done();
}

/** The exact intervals, in integers that grow with the content; meant for short content. */
function* steps(bytes: Uint8Array): Generator<IntervalStep | PointStep, void> {
  if (bytes.length === 0) return;
  const frequency = frequenciesOf(bytes);
  const { cumulative, total } = new Frequencies(frequency);
  let low = 0n;
  let width = 1n;
  let denominator = 1n;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    low = low * BigInt(total) + width * BigInt(cumulative[byte]!);
    width *= BigInt(frequency[byte]!);
    denominator *= BigInt(total);
    yield {
      kind: 'interval',
      at,
      byte,
      count: frequency[byte]!,
      total,
      low: `${low}`,
      high: `${low + width}`,
      denominator: `${denominator}`,
    };
  }
  // The fewest bits for which some k has low ≤ k / 2^bits and (k + 1) / 2^bits ≤ high.
  for (let bits = 0n; ; bits++) {
    const k = ((low << bits) + denominator - 1n) / denominator;
    if ((k + 1n) * denominator > (low + width) << bits) continue;
    yield { kind: 'point', bits: bits === 0n ? '' : k.toString(2).padStart(Number(bits), '0') };
    return;
  }
}

/** Frequencies for coding: shape (256), with a sum of at most 2^16 + 256. */
function frequenciesOf(bytes: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (let i = 0; i < bytes.length; i++) counts[bytes[i]!]!++;
  if (bytes.length <= TOTAL_MAX) return counts;
  return counts.map((count) => (count === 0 ? 0 : Math.max(1, Math.floor((count * TOTAL_MAX) / bytes.length))));
}

/** @param n 1 or more. */
function writeGamma(writer: BitWriter, n: number): void {
  const more = 31 - Math.clz32(n);
  for (let i = 0; i < more; i++) writer.write(0, 1);
  for (let i = more; i >= 0; i--) writer.write((n >>> i) & 1, 1);
}

function readGamma(reader: BitReader): number {
  let more = 0;
  while (reader.read(1) === 0) if (++more === FREQUENCY_BITS_MAX) throw reader.damaged('a frequency is out of range');
  let n = 1;
  for (; more > 0; more--) n = 2 * n + reader.read(1);
  return n;
}

export const arithmetic = codecOf({ name: 'arithmetic', encode, decode, steps });
