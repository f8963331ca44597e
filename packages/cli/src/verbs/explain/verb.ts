import { UsageError } from '../../base/failure.js';
import { MODEL, REPORTING } from '../../command/options.js';
import { settingsOf } from '../../command/settings.js';
import { parseNumber } from '../../command/values.js';
import { verb } from '../../command/verb.js';

const CODECS = ['huffman', 'arithmetic', 'morse', 'lz77', 'lzw', 'deflate'] as const;

export const explain = verb({
  name: 'explain',
  summary: 'colour files by how surprising each character is to a model',
  operands: '[FILE...]',
  details: [
    `On a terminal, the background of each character shows its cost: the darker, the more bits. Without colour (in a pipe, or
with NO_COLOR), each line of text is followed by a line of digits: whole bits, 9 for nine or more. Binary data is shown as
a map with a cell for every few bytes. --html writes a self-contained page with the predictions at each character, a plot
of bits per byte along the file, and the most and least expensive passages.`,
  ],
  options: {
    html: { value: 'OUT', completes: 'paths', text: 'write an HTML page to the file OUT' },
    against: { value: 'ID', completes: 'models', text: 'show the difference to this model' },
    top: {
      value: 'N',
      text: 'predictions to show for each character of the page, 0 to 16; default: 3, or 0 above 128 KB',
    },
    steps: { value: 'CODEC', choices: CODECS, text: 'print how a classical coder encodes the file, step by step' },
    force: { short: 'f', text: 'overwrite existing files' },
    ...MODEL,
    ...REPORTING,
  },
  examples: [
    ['surprisal explain notes.txt', 'show it in the terminal'],
    ['surprisal explain --html notes.html notes.txt', 'write a page'],
    ['surprisal explain --model ppm --against cm a.c', 'compare two models'],
    ['printf abracadabra | surprisal explain --steps huffman', 'print the tree and the codewords'],
    ['git diff | surprisal explain | less -R', 'explain the output of a program'],
  ],
  run: async (values, files) => {
    const { html, against, top, steps, ...rest } = values;
    if (steps !== undefined && (html ?? against ?? top) !== undefined) {
      throw new UsageError('--steps cannot be combined with --html, --against or --top');
    }
    if (top !== undefined && html === undefined) throw new UsageError('--top needs --html');
    if (html !== undefined && files.length > 1) throw new UsageError('--html takes a single FILE');
    const settings = settingsOf(rest, files);
    if (steps !== undefined) return (await import('./steps.js')).explainSteps(settings, steps);
    const options = { html, against, top: top === undefined ? undefined : parseNumber(top, '--top') };
    return (await import('./run.js')).explainFiles(settings, options);
  },
});
