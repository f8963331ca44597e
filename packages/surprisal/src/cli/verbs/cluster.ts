import { UsageError } from '../failure.js';
import { countOf, SIMILARITY, TALK } from '../options.js';
import { settingsOf } from '../settings.js';
import { verb } from '../verb.js';

const LINKAGES = ['single', 'complete', 'average', 'ward'] as const;

export const cluster = verb({
  name: 'cluster',
  summary: 'tell which files belong together, as a tree or in groups',
  operands: 'FILE FILE...',
  details: [
    `Joins the two nearest, then the next, until all are one, and draws that as a tree, each join with its distance.
--groups N stops at N groups and lists those. --newick tells a tree without a root, by neighbour joining.`,
  ],
  options: {
    ...SIMILARITY,
    linkage: { value: 'NAME', choices: LINKAGES, text: 'distance of two groups; default: average' },
    groups: { value: 'N', text: 'list N groups in place of the tree' },
    svg: { value: 'OUT', completes: 'paths', text: 'write the tree as a picture to OUT' },
    newick: { text: "print a tree in Newick's notation in place of the other" },
    force: { short: 'f', text: 'overwrite what exists' },
    ...TALK,
  },
  examples: [
    ['surprisal cluster *.txt', 'what belongs together'],
    ['surprisal cluster --groups 3 *.log', 'three groups'],
    ['surprisal cluster --model cm --svg languages.svg *.txt', 'the tree as a picture'],
  ],
  run: async (values, files) => {
    const { model = 'ppm', measure = 'ncd', linkage = 'average', groups, svg, newick, ...rest } = values;
    if (files.length < 2) throw new UsageError('cluster takes two files or more');
    if (measure === 'information') throw new UsageError('cluster takes a distance: information is none');
    if (groups !== undefined && newick) throw new UsageError('choose --groups or --newick, not both');
    const how = {
      model,
      measure,
      linkage: linkage as (typeof LINKAGES)[number],
      svg,
      newick: newick === true,
      groups: groups === undefined ? undefined : countOf(groups, '--groups', files.length),
    };
    return (await import('../work/cluster.js')).clusterFiles(settingsOf(rest, files), how);
  },
});
