/**
 * The output of a compressor as a feature vector: one coordinate for each string that it can send, holding the bits spent
 * on that string. So the sum of a vector is the code length, and two items are near if the same strings were worth
 * sending in both. Unlike a distance by costs, it compresses each item by itself: n compressions, not n².
 *
 *   lzw              the phrases whose codes were sent
 *   lz77, deflate    literals, and the strings that were copied
 *   a predictor      the last `order` bytes and the next, with its surprisal
 *
 * Source: D. Sculley, C. Brodley, "Compression and Machine Learning: A New Perspective on Feature Space Vectors" (2006).
 */

import { type Content, contentOf } from '../../base/byte-streams.js';
import { type Bytes, bytesOf } from '../../base/bytes.js';
import { checkInteger } from '../../base/checks.js';
import { latin1 } from '../../base/latin1.js';
import { deflate, lz77, lzw } from '../../classical/index.js';
import { Predictor } from '../../predictor/predictor.js';

/** Bits by string. The bytes of a string are characters below 256. */
export type Features = ReadonlyMap<string, number>;

const CODECS = { lzw, lz77, deflate } as const;
const ORDER_MAX = 16;

/** @throws {TypeError | RangeError} for bad arguments. */
export function phraseFeatures(input: Bytes, codec: keyof typeof CODECS): Features {
  const bytes = bytesOf(input);
  if (!Object.hasOwn(CODECS, codec)) {
    throw new RangeError(`'${codec}' has no phrases; choose one of ${Object.keys(CODECS).join(', ')}`);
  }
  const features = new Map<string, number>();
  for (const step of CODECS[codec].steps(bytes)) {
    if (step.kind !== 'literal' && step.kind !== 'match' && step.kind !== 'phrase') continue;
    const length = step.kind === 'literal' ? 1 : step.length;
    add(features, bytes.subarray(step.at, step.at + length), step.bits);
  }
  return features;
}

/**
 * @param model a name of registry/models.ts, or a level. Default `ppm`.
 * @param order bytes of context in a coordinate, 0 to 16. Default 3.
 * @throws {TypeError | RangeError} for bad arguments.
 */
export async function contextFeatures(input: Content, model = 'ppm', order = 3): Promise<Features> {
  const bytes = await contentOf(input);
  checkInteger('order', order, 0, ORDER_MAX);
  const predictor = await Predictor.create(model, { size: bytes.length });
  const features = new Map<string, number>();
  for (const [i, bits] of predictor.surprisal(bytes).entries()) {
    add(features, bytes.subarray(Math.max(i - order, 0), i + 1), bits);
  }
  return features;
}

function add(features: Map<string, number>, string: Uint8Array, bits: number): void {
  const key = latin1(string);
  features.set(key, (features.get(key) ?? 0) + bits);
}

/** 1 minus the cosine of the angle between two vectors: 0 for the same direction, 1 for no overlap or an empty vector. */
export function featureDistance(a: Features, b: Features): number {
  let both = 0;
  for (const [string, bits] of a) both += bits * (b.get(string) ?? 0);
  const norms = Math.sqrt(square(a) * square(b));
  return norms === 0 ? 1 : 1 - both / norms;
}

function square(features: Features): number {
  let sum = 0;
  for (const bits of features.values()) sum += bits * bits;
  return sum;
}
