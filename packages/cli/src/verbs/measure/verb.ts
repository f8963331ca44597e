import { UsageError } from '../../base/failure.js';
import { COMPRESSION, REPORTING } from '../../command/options.js';
import { settingsOf } from '../../command/settings.js';
import { parseNumber } from '../../command/values.js';
import { verb } from '../../command/verb.js';

const WAYS = ['class', 'line', 'field'] as const;

export const measure = verb({
  name: 'measure',
  summary: 'measure how many bits models need for files, and where they go',
  operands: '[FILE...]',
  details: [
    `Prints a table: the empirical entropy of a byte given the zero to three bytes before it (H0 to H3, from the file's own
frequencies, which a decoder would not have), and the bits per byte of each model as it learns. --by shows where the bits
go under the last model: by class of byte, by line (the most expensive lines), or by field of a table. --frame-size
measures the parts separately, then adds them up.`,
    `--mdl computes two-part descriptions: a network, trained on the file and rounded, plus the file encoded
with it. It compares networks of several sizes with the models, which need no first part, and marks the shortest. To compress a
file this way, use --model net-CELLS.`,
  ],
  options: {
    models: {
      short: 'm',
      value: 'IDS',
      completes: 'coders',
      text: 'comma-separated models, or coders such as deflate, lzw or lz77; default: order-0,order-2,ppm,cm-fast,cm',
    },
    mdl: { text: 'two-part descriptions: bits for the weights and for the data' },
    cells: { value: 'LIST', text: 'comma-separated numbers of cells for --mdl; default: 0,1,2,4,8,16' },
    by: { value: 'WAY', choices: WAYS, text: 'show where the bits go' },
    'frame-size': {
      ...COMPRESSION['frame-size'],
      text: 'measure parts of SIZE bytes separately, as frames are (suffixes K, M, G); default: the whole file',
    },
    ...REPORTING,
  },
  examples: [
    ['surprisal measure *.json', 'see how far files can be compressed'],
    ['surprisal measure -m ppm,cm,cm-strong notes.txt', 'compare three models'],
    ['surprisal measure -m huffman,lzw,deflate,ppm notes.txt', 'compare classical coders with a model'],
    ['surprisal measure -m cm --frame-size 1M access.log', 'measure each megabyte by itself'],
    ['surprisal measure --by field -m cm table.csv', 'find the most expensive column'],
    ['surprisal measure --by line access.log', 'find the most surprising lines'],
    ['surprisal measure --mdl --cells 0,1,2,4 small.txt', 'find the simplest network that explains a file'],
  ],
  run: async (values, files) => {
    const { models = 'order-0,order-2,ppm,cm-fast,cm', by, mdl, cells, ...rest } = values;
    const names = models.split(',');
    if (names.some((name) => name === '')) throw new UsageError('-m takes comma-separated names');
    if (mdl && (by !== undefined || rest['frame-size'] !== undefined)) {
      throw new UsageError('--mdl describes whole files and cannot be combined with --by or --frame-size');
    }
    if (cells !== undefined && !mdl) throw new UsageError('--cells needs --mdl');
    const sizes = cells?.split(',').map((one) => parseNumber(one, '--cells'));
    const settings = settingsOf(rest, files);
    if (mdl) return (await import('./mdl.js')).describeFiles(settings, names, sizes);
    return (await import('./run.js')).measureFiles(settings, names, by as (typeof WAYS)[number] | undefined);
  },
});
