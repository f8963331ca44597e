/**
 * Neighbour joining: an unrooted tree whose path lengths approximate the distances. They are exact when some tree has
 * these distances. Of r clusters left, the two are joined for which
 *
 *   Q(i, j) = (r - 2) d(i, j) - R(i) - R(j),  R(i) = Σ_k d(i, k)
 *
 * is least; the last three meet in one node. The branches to the new node have lengths
 * d(i, j) / 2 ± (R(i) - R(j)) / (2 (r - 2)), and the node is (d(i, k) + d(j, k) - d(i, j)) / 2 away from k. A negative
 * branch length is set to 0.
 * Source: N. Saitou, M. Nei, "The neighbor-joining method" (1987); J. Studier, K. Keppler (1988).
 */
import type { DistanceMatrix } from './matrix.js';

/** @returns the tree in Newick notation, with branch lengths. @throws {RangeError} unless there is one name per item. */
export function neighbourJoining({ size, values }: DistanceMatrix, names: readonly string[]): string {
  if (names.length !== size) throw new RangeError(`there are ${size} items but ${names.length} names`);
  if (size === 0) throw new RangeError('there is nothing to join');
  const d = Array.from({ length: size }, (_, i) => Array.from(values.subarray(i * size, (i + 1) * size)));
  const trees = names.map(quoted);
  const left = trees.map((_, i) => i);
  while (left.length > 3) {
    const r = left.length;
    const sums = new Map(left.map((i) => [i, left.reduce((sum, k) => sum + d[i]![k]!, 0)]));
    const q = (i: number, j: number): number => (r - 2) * d[i]![j]! - sums.get(i)! - sums.get(j)!;
    let [i, j] = [left[0]!, left[1]!];
    for (const a of left) for (const b of left) if (a < b && q(a, b) < q(i, j)) [i, j] = [a, b];
    const dij = d[i]![j]!;
    const toI = dij / 2 + (sums.get(i)! - sums.get(j)!) / (2 * (r - 2));
    for (const k of left) {
      if (k === i || k === j) continue;
      const dk = (d[i]![k]! + d[j]![k]! - dij) / 2;
      d[i]![k] = dk;
      d[k]![i] = dk;
    }
    trees[i] = `(${branch(trees[i]!, toI)},${branch(trees[j]!, dij - toI)})`;
    left.splice(left.indexOf(j), 1);
  }
  const ends = left.map((i, at) => {
    const [j, k] = [left[(at + 1) % left.length]!, left[(at + 2) % left.length]!];
    // For three items the exact length; for two, half of their distance (k is then i itself).
    return branch(trees[i]!, (d[i]![j]! + d[i]![k]! - (k === i ? 0 : d[j]![k]!)) / 2);
  });
  return size === 1 ? `${trees[0]};` : `(${ends.join(',')});`;
}

const branch = (tree: string, length: number): string => `${tree}:${Number(Math.max(length, 0).toFixed(6))}`;

/** A name in Newick notation: quoted, with quotes doubled, unless it has only letters, digits, . and -. */
function quoted(name: string): string {
  return /^[A-Za-z0-9.-]+$/.test(name) ? name : `'${name.replaceAll("'", "''")}'`;
}
