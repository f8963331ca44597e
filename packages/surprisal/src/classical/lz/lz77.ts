/**
 * Plain LZ77: content as runs of literals and copies of earlier content.
 *
 *   size of the content, a varint; then, until it is reached:
 *     number of literals that follow, a varint; the literals
 *     unless this is the end: the length of the match minus 4, its distance minus 1, varints
 *
 * A match may start anywhere in the earlier content, up to 16 MiB back, and may overlap itself. The encoder takes the
 * longest match of those it tries, but sends a literal when the next place has a longer match. No entropy code follows,
 * so it saves only repetition.
 *
 * Sources: J. Ziv and A. Lempel, "A Universal Algorithm for Sequential Data Compression" (1977); J. A. Storer and
 * T. G. Szymanski (1982), literals and matches without a byte after each match.
 */
import { StreamError } from '../../base/errors.js';
import { HeaderReader, HeaderWriter } from '../../base/header-bytes.js';
import { checkSizeLimit, codecOf, type DecodeOptions, readSize } from '../codec.js';
import { OutputBuffer } from '../output-buffer.js';
import type { LiteralStep, MatchStep } from '../steps.js';
import { HashChains } from './hash-chains.js';

/** Shorter matches cost as much as they save. */
const MATCH_MIN = 4;
const WINDOW_SIZE = 2 ** 24;
const MATCH_MAX = 2 ** 20;
/** A match of this length is taken immediately. */
const ENOUGH = 256;
const TRIES = 64;

/** Parses the content: calls `literals` and `match` alternately. */
function parse(
  bytes: Uint8Array,
  literals: (from: number, to: number) => void,
  match: (at: number, length: number, distance: number) => void,
): void {
  const chains = new HashChains(bytes, WINDOW_SIZE);
  const find = (at: number, longerThan: number): number =>
    chains.longest(at, longerThan, Math.min(MATCH_MAX, bytes.length - at), ENOUGH, TRIES);
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    let length = find(at, MATCH_MIN - 1);
    let { distance } = chains;
    chains.insert(at);
    if (length === 0) {
      at++;
      continue;
    }
    while (length < ENOUGH && at + 1 < bytes.length) {
      const next = find(at + 1, length);
      if (next === 0) break;
      chains.insert(++at);
      length = next;
      distance = chains.distance;
    }
    literals(from, at);
    match(at, length, distance);
    for (let i = 1; i < length; i++) chains.insert(at + i);
    at += length;
    from = at;
  }
  if (from < bytes.length) literals(from, bytes.length);
}

function encode(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const code = new OutputBuffer(Number.POSITIVE_INFINITY);
  const put = (...numbers: number[]): void => {
    const header = new HeaderWriter();
    for (const number of numbers) header.varint(number);
    code.append(header.done());
  };
  put(bytes.length);
  parse(
    bytes,
    (from, to) => {
      put(to - from);
      code.append(bytes.subarray(from, to));
    },
    (_, length, distance) => put(length - MATCH_MIN, distance - 1),
  );
  return code.done();
}

function decode(code: Uint8Array, options: DecodeOptions): Uint8Array<ArrayBuffer> {
  const limit = checkSizeLimit(options);
  const { size, start } = readSize(code, limit);
  const content = new OutputBuffer(size);
  const reader = new HeaderReader(code);
  reader.take(start);
  const damaged = (message: string): StreamError => new StreamError('damaged', message, reader.offset);
  while (content.size < size) {
    const literals = reader.varint();
    if (literals > size - content.size) throw damaged('there are more literals than content');
    content.append(reader.take(literals));
    if (content.size === size) break;
    const length = reader.varint() + MATCH_MIN;
    const distance = reader.varint() + 1;
    if (length > size - content.size) throw damaged('a match is longer than the content');
    if (distance > content.size)
      throw damaged(`a match refers ${distance} bytes back, before the start of the content`);
    content.copy(distance, length);
  }
  if (reader.left > 0) throw new StreamError('trailing-data', 'bytes follow the end of the code', reader.offset);
  return content.done();
}

/** The parse. A literal costs 8 bits. The number of literals counts toward the match after them. */
function* steps(bytes: Uint8Array): Generator<LiteralStep | MatchStep, void> {
  const list: (LiteralStep | MatchStep)[] = [];
  let run = 0;
  parse(
    bytes,
    (from, to) => {
      run = to - from;
      for (let at = from; at < to; at++) list.push({ kind: 'literal', at, byte: bytes[at]!, bits: 8 });
    },
    (at, length, distance) => {
      const bits = 8 * (varintBytes(run) + varintBytes(length - MATCH_MIN) + varintBytes(distance - 1));
      list.push({ kind: 'match', at, length, distance, bits });
      run = 0;
    },
  );
  yield* list;
}

function varintBytes(value: number): number {
  return Math.max(1, Math.ceil((32 - Math.clz32(value)) / 7));
}

export const lz77 = codecOf({ name: 'lz77', encode, decode, steps });
