import { UsageError } from '../failure.js';
import { TALK } from '../options.js';
import { settingsOf } from '../settings.js';
import { verb } from '../verb.js';

const MEASURES = ['ncd', 'cdm', 'conditional', 'information'] as const;
const LINKAGES = ['single', 'complete', 'average', 'ward'] as const;

export const distance = verb({
  name: 'distance',
  summary: 'tell how alike files are, by what they cost to describe together',
  operands: 'FILE FILE...',
  details: [
    `Prints a matrix of all pairs: by default the normalized compression distance, 0 for the same, about 1 for what has
nothing in common. --tree joins the nearest first and draws the tree, --svg writes it as a picture, --newick tells a tree
without a root, by neighbour joining.`,
  ],
  options: {
    model: { value: 'ID', text: 'a model by name; default: ppm' },
    measure: { value: 'NAME', choices: MEASURES, text: 'how to compare; default: ncd' },
    tree: { text: 'draw a tree in place of the matrix' },
    linkage: { value: 'NAME', choices: LINKAGES, text: 'distance of two groups; default: average' },
    svg: { value: 'OUT', isPath: true, text: 'write the tree as a picture to OUT' },
    newick: { text: "print a tree in Newick's notation in place of the matrix" },
    force: { short: 'f', text: 'overwrite what exists' },
    ...TALK,
  },
  examples: [
    ['surprisal distance a.txt b.txt c.txt', 'a matrix'],
    ['surprisal distance --tree *.txt', 'what belongs together'],
    ['surprisal distance --model cm --svg languages.svg *.txt', 'the same as a picture'],
  ],
  run: async (values, files) => {
    const { model = 'ppm', measure = 'ncd', tree, linkage = 'average', svg, newick, ...rest } = values;
    if (files.length < 2) throw new UsageError('distance takes two files or more');
    if (tree && newick) throw new UsageError('choose --tree or --newick, not both');
    const how = {
      model,
      measure: measure as (typeof MEASURES)[number],
      linkage: linkage as (typeof LINKAGES)[number],
      svg,
      as: tree ? ('tree' as const) : newick ? ('newick' as const) : ('matrix' as const),
    };
    return (await import('../work/distance.js')).compareFiles(settingsOf(rest, files), how);
  },
});
