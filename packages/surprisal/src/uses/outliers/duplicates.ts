/**
 * Items that occur more than once, exactly or nearly.
 *
 * The similarity of two items is the Jaccard index of the sets of their runs of RUN bytes: the runs in both, as a share of
 * the runs in either. An item joins the earliest group whose first item is similar enough. To avoid comparing all pairs,
 * an item is compared only with groups that share one of its BANDS signatures. A signature is ROWS minima, each of a
 * different hash of all runs. Two sets share a minimum with a probability equal to their similarity s, so a pair is
 * compared with probability 1 - (1 - s^ROWS)^BANDS: 0.9998 at s = 0.8, 0.62 at 0.5.
 * Source: A. Broder, "On the resemblance and containment of documents" (1997); P. Indyk, R. Motwani (1998) for the bands.
 */
import { latin1 } from '../../base/latin1.js';
import { throttled } from '../../base/progress.js';
import { checkReading, type Item, linesOf, type ReadOptions } from './items.js';

export interface DuplicateOptions extends Pick<ReadOptions, 'onProgress' | 'signal'> {
  /** Similarity at which items count as duplicates, above 0. Default 1: only items that are equal byte for byte. */
  readonly similarity?: number;
}

/** Items that are alike. */
export interface DuplicateGroup {
  /** Index of the earliest item. */
  readonly first: number;
  /** The other items in order, each with its similarity to the first. */
  readonly others: readonly { readonly index: number; readonly similarity: number }[];
}

const RUN = 5;
const ROWS = 4;
const BANDS = 16;

/**
 * The groups of two or more items, in the order of their first items.
 * @throws {TypeError | RangeError} for bad arguments. @throws the signal's reason, when it is aborted.
 */
export async function duplicates(items: readonly Item[], options: DuplicateOptions = {}): Promise<DuplicateGroup[]> {
  const { similarity = 1, onProgress, signal } = options;
  if (typeof similarity !== 'number') throw new TypeError('similarity must be a number');
  if (!(similarity > 0 && similarity <= 1)) {
    throw new RangeError(`similarity must be above 0 and at most 1, not ${similarity}`);
  }
  checkReading(options);
  const total = items.length;
  const tick = throttled((done) => {
    signal?.throwIfAborted();
    onProgress?.({ done, total });
  });
  const groups: { first: number; others: { index: number; similarity: number }[] }[] = [];
  /** For each content, the number of its group and its similarity to the group's first item. */
  const known = new Map<string, { group: number; similarity: number }>();
  const index = new Index(similarity);
  for (const [i, line] of linesOf(items).entries()) {
    const key = latin1(line);
    let place = known.get(key);
    if (place === undefined) {
      place = (similarity < 1 ? index.find(line) : undefined) ?? { group: groups.length, similarity: 1 };
      known.set(key, place);
      if (place.group === groups.length) groups.push({ first: i, others: [] });
      else groups[place.group]!.others.push({ index: i, similarity: place.similarity });
    } else groups[place.group]!.others.push({ index: i, similarity: place.similarity });
    await tick(i + 1, 0);
  }
  onProgress?.({ done: total, total });
  return groups.filter(({ others }) => others.length > 0);
}

/** Finds the group of an item by its signatures, or makes a new group. */
class Index {
  readonly #least: number;
  readonly #groups: Uint32Array[] = [];
  readonly #bands = Array.from({ length: BANDS }, () => new Map<string, number[]>());

  constructor(least: number) {
    this.#least = least;
  }

  /** @returns undefined for the first item of a new group. */
  find(bytes: Uint8Array): { group: number; similarity: number } | undefined {
    const runs = runsOf(bytes);
    const signatures = signaturesOf(runs);
    const tried = new Set<number>();
    for (const [band, signature] of signatures.entries()) {
      for (const group of this.#bands[band]!.get(signature) ?? []) tried.add(group);
    }
    for (const group of [...tried].sort((a, b) => a - b)) {
      const similarity = jaccard(runs, this.#groups[group]!);
      if (similarity >= this.#least) return { group, similarity };
    }
    const group = this.#groups.push(runs) - 1;
    for (const [band, signature] of signatures.entries()) {
      const there = this.#bands[band]!.get(signature);
      if (there === undefined) this.#bands[band]!.set(signature, [group]);
      else there.push(group);
    }
    return undefined;
  }
}

/** Hashes of all runs, without repetition, ascending. An item shorter than a run is one run. */
function runsOf(bytes: Uint8Array): Uint32Array {
  const found = new Set<number>();
  for (let i = 0; i === 0 || i + RUN <= bytes.length; i++) {
    let hash = 0;
    for (const byte of bytes.subarray(i, i + RUN)) hash = Math.imul(hash ^ byte, 0x9e3779b1) ^ (hash >>> 15);
    found.add(hash >>> 0);
  }
  return Uint32Array.from(found).sort();
}

/** A text for each band: ROWS minima. */
function signaturesOf(runs: Uint32Array): string[] {
  const minima = new Uint32Array(ROWS * BANDS).fill(2 ** 32 - 1);
  for (const run of runs) {
    let hash = run;
    for (let i = 0; i < minima.length; i++) {
      hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) + i;
      const mixed = (hash ^ (hash >>> 13)) >>> 0;
      if (mixed < minima[i]!) minima[i] = mixed;
    }
  }
  return Array.from({ length: BANDS }, (_, band) => minima.subarray(band * ROWS, (band + 1) * ROWS).join());
}

/** The Jaccard index of two ascending sets: the size of the intersection over that of the union. */
function jaccard(a: Uint32Array, b: Uint32Array): number {
  let [i, j, both] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) both++;
    const gap = a[i]! - b[j]!;
    if (gap <= 0) i++;
    if (gap >= 0) j++;
  }
  return both / (a.length + b.length - both);
}
