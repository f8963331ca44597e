import { UsageError } from '../failure.js';
import { COMPRESSION, TALK } from '../options.js';
import { settingsOf } from '../settings.js';
import { verb } from '../verb.js';

const CELLS_MAX = 128;
const WAYS = ['class', 'line', 'field'] as const;

export const measure = verb({
  name: 'measure',
  summary: 'tell how many bits models need for files, and where those go',
  operands: '[FILE...]',
  details: [
    `Writes nothing but a table: the entropy of bytes after none, one, two and three others (H0 to H3, of the file's own
frequencies, which no decoder has), and bits per byte of each model, as it learns. --by tells where the bits go under the
last of the models: by class of byte, by line (the dearest), by field of a table. --frame-size tells each part, then the
whole as the sum of its parts.`,
    `--mdl tells how long the shortest description is in two parts: a network, trained on the file and rounded, and the file
as that network predicts it. For networks of several sizes, beside the models, whose first part is nothing. The least is
marked. With --model net-CELLS a file is stored just so.`,
  ],
  options: {
    models: {
      short: 'm',
      value: 'IDS',
      completes: 'coders',
      text: 'models, or deflate, lzw, lz77, …, with commas between; default: order-0,order-2,ppm,cm-fast,cm',
    },
    mdl: { text: 'descriptions in two parts: bits of weights and bits of data' },
    cells: { value: 'LIST', text: 'cells of the networks for --mdl, with commas between; default: 0,1,2,4,8,16' },
    by: { value: 'WAY', choices: WAYS, text: 'where the bits go' },
    'frame-size': {
      ...COMPRESSION['frame-size'],
      text: 'measure parts of so many bytes by themselves, as frames are; with K, M, G; default: the whole',
    },
    ...TALK,
  },
  examples: [
    ['surprisal measure *.json', 'what there is to gain'],
    ['surprisal measure -m ppm,cm,cm-strong notes.txt', 'three models side by side'],
    ['surprisal measure -m huffman,lzw,deflate,ppm notes.txt', 'classical coders beside a model'],
    ['surprisal measure -m cm --frame-size 1M access.log', 'each megabyte, and what frames of one cost'],
    ['surprisal measure --by field -m cm table.csv', 'which column is dear'],
    ['surprisal measure --by line access.log', 'the lines that say most'],
    ['surprisal measure --mdl --cells 0,1,2,4 small.txt', 'how simple a network explains it'],
  ],
  run: async (values, files) => {
    const { models = 'order-0,order-2,ppm,cm-fast,cm', by, mdl, cells, ...rest } = values;
    const names = models.split(',');
    if (names.some((name) => name === '')) throw new UsageError('-m takes names with commas between');
    if (mdl && (by !== undefined || rest['frame-size'] !== undefined)) {
      throw new UsageError('--mdl describes files as a whole: choose it or --by, --frame-size');
    }
    if (cells !== undefined && !mdl) throw new UsageError('--cells is for --mdl');
    if (cells !== undefined && !cells.split(',').every((n) => /^\d{1,3}$/.test(n) && Number(n) <= CELLS_MAX)) {
      throw new UsageError(`--cells takes numbers from 0 to ${CELLS_MAX} with commas between, not '${cells}'`);
    }
    const settings = settingsOf(rest, files);
    if (mdl) return (await import('../work/mdl.js')).describeFiles(settings, names, cells?.split(',').map(Number));
    return (await import('../work/measure.js')).measureFiles(settings, names, by as (typeof WAYS)[number] | undefined);
  },
});
