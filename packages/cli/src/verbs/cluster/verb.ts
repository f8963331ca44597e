import { UsageError } from '../../base/failure.js';
import { REPORTING, SIMILARITY } from '../../command/options.js';
import { settingsOf } from '../../command/settings.js';
import { parseCount } from '../../command/values.js';
import { verb } from '../../command/verb.js';

const LINKAGES = ['single', 'complete', 'average', 'ward'] as const;

export const cluster = verb({
  name: 'cluster',
  summary: 'cluster similar files, as a tree or in groups',
  operands: 'FILE FILE...',
  details: [
    `Repeatedly merges the two nearest clusters and draws the result as a tree, with the distance of each merge. --groups N stops
at N groups and lists them. --newick prints an unrooted tree, built by neighbour joining.`,
  ],
  options: {
    ...SIMILARITY,
    linkage: { value: 'NAME', choices: LINKAGES, text: 'how to measure the distance of two groups; default: average' },
    groups: { value: 'N', text: 'list N groups instead of the tree' },
    svg: { value: 'OUT', completes: 'paths', text: 'also write the tree as an SVG image to OUT' },
    newick: { text: 'print an unrooted tree in Newick format instead' },
    force: { short: 'f', text: 'overwrite existing files' },
    ...REPORTING,
  },
  examples: [
    ['surprisal cluster *.txt', 'draw a tree'],
    ['surprisal cluster --groups 3 *.log', 'list three groups'],
    ['surprisal cluster --model cm --svg languages.svg *.txt', 'draw the tree as an image'],
  ],
  run: async (values, files) => {
    const { model = 'ppm', measure = 'ncd', linkage = 'average', groups, svg, newick, ...rest } = values;
    if (files.length < 2) throw new UsageError('cluster needs at least two files');
    if (measure === 'information')
      throw new UsageError('cluster needs a distance, and the measure information is not one');
    if (groups !== undefined && newick) throw new UsageError('--groups and --newick cannot be combined');
    const options = {
      model,
      measure,
      linkage: linkage as (typeof LINKAGES)[number],
      svg,
      newick: newick === true,
      groups: groups === undefined ? undefined : parseCount(groups, '--groups', files.length),
    };
    return (await import('./run.js')).clusterFiles(settingsOf(rest, files), options);
  },
});
