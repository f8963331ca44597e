/**
 * Agglomerative clustering: each item starts as a cluster; the two nearest clusters are joined until one is left.
 * The distance of a cluster to the union of i and j follows from its distances to i and j (Lance and Williams 1967):
 *
 *   single    min(d_i, d_j)
 *   complete  max(d_i, d_j)
 *   average   (n_i d_i + n_j d_j) / (n_i + n_j)
 *   ward      √(((n_i + n_k) d_i² + (n_j + n_k) d_j² - n_k d_ij²) / (n_i + n_j + n_k))
 *
 * n are numbers of items, d_ij is the distance between i and j. Of equal distances the first pair is joined.
 */
import { checkInteger } from '../../base/checks.js';
import type { DistanceMatrix } from './matrix.js';

export const LINKAGES = ['single', 'complete', 'average', 'ward'] as const;
export type Linkage = (typeof LINKAGES)[number];

/** A rooted tree over the items: a leaf is one item, a join is two trees and their distance. */
export type Dendrogram = Leaf | Join;
/** One item, by its row in the matrix. */
export interface Leaf {
  readonly item: number;
}
/** Two clusters that were joined. */
export interface Join {
  readonly left: Dendrogram;
  readonly right: Dendrogram;
  /** Distance between the two. */
  readonly height: number;
  /** Number of items below. */
  readonly count: number;
}

interface Cluster {
  readonly tree: Dendrogram;
  readonly count: number;
  /** Distance to each other cluster, by index. */
  readonly to: Float64Array;
}

/** @throws {RangeError} for an unknown linkage, or an empty matrix. */
export function cluster({ size, values }: DistanceMatrix, linkage: Linkage = 'average'): Dendrogram {
  if (!LINKAGES.includes(linkage))
    throw new RangeError(`unknown linkage '${linkage}'; choose one of ${LINKAGES.join(', ')}`);
  if (size === 0) throw new RangeError('there is nothing to cluster');
  const clusters: Cluster[] = Array.from({ length: size }, (_, item) => ({
    tree: { item },
    count: 1,
    to: values.slice(item * size, (item + 1) * size),
  }));
  const places = Array.from({ length: size }, (_, i) => i);
  while (places.length > 1) {
    const [i, j] = nearest(clusters, places);
    const [a, b] = [clusters[i]!, clusters[j]!];
    const height = a.to[j]!;
    for (const k of places) {
      if (k === i || k === j) continue;
      const d = union(linkage, a, b, clusters[k]!.count, [a.to[k]!, b.to[k]!, height]);
      a.to[k] = d;
      clusters[k]!.to[i] = d;
    }
    const count = a.count + b.count;
    clusters[i] = { tree: { left: a.tree, right: b.tree, height, count }, count, to: a.to };
    places.splice(places.indexOf(j), 1);
  }
  return clusters[places[0]!]!.tree;
}

/**
 * Cuts the tree into `groups` groups. Items are sorted within each group, and groups by their first item.
 * @throws {RangeError} unless there are at least that many items.
 */
export function cut(tree: Dendrogram, groups: number): number[][] {
  checkInteger('groups', groups, 1, 'item' in tree ? 1 : tree.count);
  const parts: Dendrogram[] = [tree];
  while (parts.length < groups) {
    // The last join is the highest: no join is lower than the joins below it.
    const highest = parts.reduce((most, part, i) => (heightOf(part) > heightOf(parts[most]!) ? i : most), 0);
    const { left, right } = parts[highest] as Join;
    parts.splice(highest, 1, left, right);
  }
  const items = parts.map((part) => itemsOf(part).sort((a, b) => a - b));
  return items.sort((a, b) => a[0]! - b[0]!);
}

const heightOf = (tree: Dendrogram): number => ('item' in tree ? Number.NEGATIVE_INFINITY : tree.height);

function itemsOf(tree: Dendrogram): number[] {
  return 'item' in tree ? [tree.item] : [...itemsOf(tree.left), ...itemsOf(tree.right)];
}

function nearest(clusters: readonly Cluster[], places: readonly number[]): [number, number] {
  let best: [number, number] = [places[0]!, places[1]!];
  for (const i of places) {
    for (const j of places) {
      if (i < j && clusters[i]!.to[j]! < clusters[best[0]]!.to[best[1]]!) best = [i, j];
    }
  }
  return best;
}

function union(linkage: Linkage, i: Cluster, j: Cluster, nk: number, [di, dj, dij]: [number, number, number]): number {
  switch (linkage) {
    case 'single':
      return Math.min(di, dj);
    case 'complete':
      return Math.max(di, dj);
    case 'average':
      return (i.count * di + j.count * dj) / (i.count + j.count);
    case 'ward': {
      const square = (i.count + nk) * di * di + (j.count + nk) * dj * dj - nk * dij * dij;
      return Math.sqrt(Math.max(square, 0) / (i.count + j.count + nk));
    }
  }
}
