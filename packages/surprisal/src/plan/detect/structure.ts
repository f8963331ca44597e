import { ContentKind, type ContentType } from '../../registry/kinds.js';
import { findBitmap } from './bitmap.js';
import { findDeepPixelsOrAudio, findPixels, PIXELS_BYTES_MIN } from './pixels.js';
import { largest, type Profile, profileAt, profileBytes, quantile, withDivisors } from './profile.js';

/**
 * Rows of pixels, samples of audio and records, found without a header: the distance is looked for at
 * which bytes are most alike. First roughly, for every distance to DISTANCE_MAX at a few hundred
 * places; then well, for the best few. All sums are of integers, so that every engine finds the same.
 *
 * The thresholds here and in the files it imports were set on made data (test/content-made.ts) and on programs, fonts and
 * libraries.
 */

/** The longest distance looked at: a row of 2,730 colour or 4,096 deep grey pixels. */
const DISTANCE_MAX = 8192;
/** Less content than this is not looked at. */
const BYTES_MIN = 256;
/** 256 places x 8,192 distances take about 6 ms. */
const ROUGH_PLACES = 256;
const FINE_PLACES = 2048;
/** Informative places, at least: with fewer, the content is nothing but runs. */
const PLACES_MIN = 48;
const CANDIDATES = 12;

/** Least share of the informative bytes that equal the byte one record before, beyond the share at any distance. */
const RECORDS_GAIN = 0.12;
/** |difference| to the byte a record before, at most, to that at any distance: for records of numbers. */
const RECORDS_CLOSE = 0.65;
/** A shorter record is taken if it gains this share of what the best does. */
const AS_GOOD = 0.85;

/** Rows, samples or records in bytes; undefined if no structure stands out. */
export function findStructure(bytes: Uint8Array): ContentType | undefined {
  if (bytes.length < BYTES_MIN) return undefined;
  const rough = profileBytes(bytes, Math.min(DISTANCE_MAX, bytes.length >> 2), ROUGH_PLACES);
  if (rough.places < PLACES_MIN) return undefined;
  const usual = quantile(rough.distance, 0.5) / rough.places;
  const alike = largest(rough.equal, 2, CANDIDATES, 1);
  // Rows near the true one are close too: one of each neighbourhood is enough.
  const close = largest(rough.distance, 2, CANDIDATES, 4, -1);
  const pixels =
    bytes.length < PIXELS_BYTES_MIN
      ? undefined
      : (findPixels(bytes, close, usual) ?? findDeepPixelsOrAudio(bytes) ?? findBitmap(bytes, alike));
  return pixels ?? findRecords(bytes, rough, usual, [...alike, ...close]);
}

/** Records: a byte often equals the one a record before, or is close to it. */
function findRecords(
  bytes: Uint8Array,
  rough: Profile,
  usual: number,
  candidates: readonly number[],
): ContentType | undefined {
  const distances = withDivisors([2, 3, 4, 8, ...candidates], 2).filter((d) => d * 4 <= bytes.length);
  const fine = profileAt(bytes, 1, distances, FINE_PLACES);
  // A quarter: every second distance is a multiple of a record of two bytes.
  const chance = quantile(rough.equal, 0.25) / rough.places;
  const gain = (d: number) => Math.max(0, fine.equal[d]! / fine.places - chance);
  const nearness = (d: number) => Math.max(0, 1 - fine.distance[d]! / fine.places / usual);
  const equalBest = Math.max(...distances.map(gain));
  if (equalBest >= RECORDS_GAIN) {
    const stride = distances.find((d) => gain(d) >= AS_GOOD * equalBest)!;
    return { kind: ContentKind.RECORDS, stride };
  }
  const nearBest = Math.max(...distances.map(nearness));
  if (nearBest < 1 - RECORDS_CLOSE) return undefined;
  return { kind: ContentKind.RECORDS, stride: distances.find((d) => nearness(d) >= AS_GOOD * nearBest)! };
}
