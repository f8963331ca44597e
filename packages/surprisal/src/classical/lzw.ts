/**
 * LZW: a dictionary of phrases that grows as it is used.
 *
 * It begins with the 256 single bytes. The encoder takes the longest phrase of the dictionary that matches the content,
 * sends its code, and adds the phrase followed by the next byte. The decoder does the same one code later. A code that it
 * has not added yet can only be the previous phrase followed by its own first byte.
 *
 *   codes      0 … 255 bytes; 256 clear; 257 end; 258 … phrases, in the order in which they are added
 *   width      of a code: as many bits as the newest phrase needs, 9 to 16; the first bit sent is the lowest
 *   full       at 2^16 codes nothing is added. From then on the encoder checks every 10,000 bytes whether the
 *              compression ratio has fallen. If so it sends `clear`: both sides start again with the 256 bytes
 *   end        the code `end`, and zeros up to the next byte
 *
 * Up to 12 bits this is the code of GIF images (without the initial `clear`, and with bytes for pixels). The 16 bits and
 * the check of the ratio come from compress.
 *
 * Sources: T. A. Welch, "A Technique for High-Performance Data Compression" (1984); CompuServe, "GIF89a" (1990),
 * appendix F; compress 4.0 (1985).
 */
import { BitReader } from './bits/reader.js';
import { BitWriter } from './bits/writer.js';
import { checkSizeLimit, codecOf, type DecodeOptions } from './codec.js';
import { OutputBuffer } from './output-buffer.js';
import type { ClearStep, PhraseStep } from './steps.js';

const CLEAR = 256;
const END = 257;
const FIRST_PHRASE = 258;
const WIDTH_MAX = 16;
const CODES_MAX = 1 << WIDTH_MAX;
/** Bytes between two checks of the ratio. */
const CHECK_BYTES = 10_000;
/** log2 of the number of slots: four slots for each phrase, so that a search seldom needs a second one. */
const SLOT_BITS_MAX = WIDTH_MAX + 2;

/** The encoder's state when it sends a code; `steps` reads it. */
interface Sent {
  at: number;
  code: number;
  width: number;
  length: number;
  added: number | undefined;
}

/** Bits of a code when phrases up to `newest` have been added. */
function widthOf(newest: number): number {
  return Math.max(9, 32 - Math.clz32(newest));
}

function encode(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const writer = new BitWriter(undefined, bytes.length);
  let width = 9;
  parse(bytes, (sent) => {
    writer.write(sent.code, sent.width);
    width = widthOf(sent.code === CLEAR ? 0 : (sent.added ?? CODES_MAX - 1));
  });
  writer.write(END, width);
  return writer.done();
}

/** Calls `send` for each code except the end, always with the same object. */
function parse(bytes: Uint8Array, send: (sent: Readonly<Sent>) => void): void {
  const sent: Sent = { at: 0, code: 0, width: 9, length: 0, added: undefined };
  // Open addressing: key = phrase · 256 + byte + 1; 0 is free. value = the code of the extended phrase.
  const slotBits = Math.min(SLOT_BITS_MAX, 34 - Math.clz32(bytes.length));
  const mask = (1 << slotBits) - 1;
  const keys = new Int32Array(mask + 1);
  const values = new Uint16Array(mask + 1);
  let next = FIRST_PHRASE;
  let ratio = new Ratio(0);
  for (let at = 0; at < bytes.length; ) {
    sent.at = at;
    let code = bytes[at++]!;
    let slot = 0;
    let key = 0;
    for (; at < bytes.length; at++) {
      key = code * 256 + bytes[at]! + 1;
      slot = Math.imul(key, 0x9e3779b1) >>> (32 - slotBits);
      while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
      if (keys[slot] === 0) break;
      code = values[slot]!;
    }
    sent.code = code;
    sent.length = at - sent.at;
    sent.width = widthOf(next - 1);
    sent.added = undefined;
    ratio.bits += sent.width;
    if (next < CODES_MAX) {
      // The decoder adds a phrase after the last code too, so the width takes it into account.
      sent.added = next;
      if (at < bytes.length) {
        keys[slot] = key;
        values[slot] = next;
      }
      next++;
    }
    send(sent);
    if (next < CODES_MAX || at === bytes.length || !ratio.hasFallen(at)) continue;
    sent.at = at;
    sent.code = CLEAR;
    sent.length = 0;
    sent.added = undefined;
    sent.width = WIDTH_MAX;
    send(sent);
    keys.fill(0);
    next = FIRST_PHRASE;
    ratio = new Ratio(at);
  }
}

/** Bytes per bit since the dictionary was started. When this falls, the phrases no longer fit the content. */
class Ratio {
  bits = 0;
  readonly #start: number;
  #checkAt: number;
  #bestBytes = 0;
  #bestBits = 1;

  constructor(start: number) {
    this.#start = start;
    this.#checkAt = start + CHECK_BYTES;
  }

  /** Checks about every CHECK_BYTES bytes. @param at position in the content where the next code begins. */
  hasFallen(at: number): boolean {
    if (at < this.#checkAt) return false;
    this.#checkAt = at + CHECK_BYTES;
    const bytes = at - this.#start;
    if (bytes * this.#bestBits < this.#bestBytes * this.bits) return true;
    this.#bestBytes = bytes;
    this.#bestBits = this.bits;
    return false;
  }
}

function decode(code: Uint8Array, options: DecodeOptions): Uint8Array<ArrayBuffer> {
  const content = new OutputBuffer(checkSizeLimit(options));
  const reader = new BitReader(code);
  // A phrase is a piece of the content, stored as its end and its length.
  // Every code adds a phrase, and has at least nine bits.
  const most = Math.min(CODES_MAX, FIRST_PHRASE + code.length);
  const ends = new Float64Array(most);
  const lengths = new Uint32Array(most);
  let next = FIRST_PHRASE;
  /** Whether the next code is the first one of a new dictionary. */
  let first = true;
  for (;;) {
    const width = first ? 9 : widthOf(Math.min(next, CODES_MAX - 1));
    const value = reader.read(width);
    if (value === END) break;
    if (value === CLEAR) {
      next = FIRST_PHRASE;
      first = true;
      continue;
    }
    // The phrase started by the last code ends with the first byte of this one: its length is known before its end.
    if (value > next || (value === next && (first || next === CODES_MAX))) {
      throw reader.damaged('a code refers to an unknown phrase');
    }
    const begin = content.size;
    if (value < CLEAR) content.push(value);
    else {
      const isNew = value === next;
      const length = isNew ? lengths[next]! : lengths[value]!;
      const from = isNew ? begin - (length - 1) : ends[value]! - length;
      content.copy(begin - from, length);
    }
    if (!first && next < CODES_MAX) ends[next++] = begin + 1;
    first = false;
    if (next < CODES_MAX) lengths[next] = content.size - begin + 1;
  }
  reader.finish();
  return content.done();
}

function* steps(bytes: Uint8Array): Generator<PhraseStep | ClearStep, void> {
  const list: (PhraseStep | ClearStep)[] = [];
  parse(bytes, ({ at, code, width, length, added }) => {
    if (code === CLEAR) list.push({ kind: 'clear', at, bits: width });
    else {
      const isLast = at + length === bytes.length;
      list.push({ kind: 'phrase', at, code, bits: width, length, added: isLast ? undefined : added });
    }
  });
  yield* list;
}

export const lzw = codecOf({ name: 'lzw', encode, decode, steps });
