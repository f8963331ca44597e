/** Draws a tree of similar files, or lists groups. */
import {
  cluster,
  cut,
  type Dendrogram,
  dendrogramSvg,
  dendrogramText,
  type Linkage,
  neighbourJoining,
} from 'surprisal/similarity';
import { EXIT_OK } from '../../base/failure.js';
import type { Settings } from '../../command/settings.js';
import { writeWhole } from '../../files/write.js';
import { fileDistances } from '../../similarity/matrix.js';

export interface ClusterOptions {
  readonly model: string;
  readonly measure: string;
  readonly linkage: Linkage;
  /** Where to write a picture of the tree. */
  readonly svg: string | undefined;
  readonly newick: boolean;
  /** How many groups to list; undefined for the tree. */
  readonly groups: number | undefined;
}

/** @returns the exit code. @throws {UsageError} for an unknown model. */
export async function clusterFiles(settings: Settings, options: ClusterOptions): Promise<number> {
  const { model, measure, linkage } = options;
  const { matrix, names } = await fileDistances(settings, options);
  const tree = cluster(matrix, linkage);
  if (options.svg !== undefined) await writeWhole(options.svg, Buffer.from(dendrogramSvg(tree, names)), settings.force);
  const groups = options.groups && cut(tree, options.groups).map((items) => items.map((item) => names[item] as string));
  if (settings.json) {
    const newick = options.newick ? neighbourJoining(matrix, names) : undefined;
    const result = groups ? { groups } : options.newick ? { newick } : { tree: named(tree, names) };
    console.log(JSON.stringify({ task: 'cluster', model, measure, linkage, names, ...result }));
  } else if (groups) {
    for (const [i, group] of groups.entries()) for (const name of group) console.log(`${i + 1}\t${name}`);
  } else if (options.newick) console.log(neighbourJoining(matrix, names));
  else process.stdout.write(dendrogramText(tree, names));
  return EXIT_OK;
}

/** The tree with names for leaves. */
function named(tree: Dendrogram, names: readonly string[]): unknown {
  if ('item' in tree) return names[tree.item];
  return { height: tree.height, left: named(tree.left, names), right: named(tree.right, names) };
}
