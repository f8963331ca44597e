import { UsageError } from '../failure.js';
import { MODEL, TALK } from '../options.js';
import { settingsOf } from '../settings.js';
import { verb } from '../verb.js';

const TOP_MAX = 16;
const CODECS = ['huffman', 'arithmetic', 'morse', 'lz77', 'lzw', 'deflate'] as const;

export const explain = verb({
  name: 'explain',
  summary: 'paint files by surprisal: what a model expects, and what it does not',
  operands: '[FILE...]',
  details: [
    `On a terminal each character is painted: the darker, the more bits it took. Without colour (in a pipe, or with
NO_COLOR) a line of digits follows each line of text: whole bits, 9 for nine and more. What is not text is a map, a cell
for some bytes. --html writes a page that needs nothing else: with what was expected at each character, the bits per byte
along the file, the dearest and the cheapest passages.`,
  ],
  options: {
    html: { value: 'OUT', completes: 'paths', text: 'write a page to the file OUT instead' },
    against: { value: 'ID', completes: 'models', text: 'paint by the difference to this model' },
    top: { value: 'N', text: 'predictions for each character in the page: 0 to 16; default: 3, and 0 above 128 KB' },
    steps: { value: 'CODEC', choices: CODECS, text: 'tell instead how a classical coder encodes it, step by step' },
    force: { short: 'f', text: 'overwrite what exists' },
    ...MODEL,
    ...TALK,
  },
  examples: [
    ['surprisal explain notes.txt', 'painted in the terminal'],
    ['surprisal explain --html notes.html notes.txt', 'a page to look at'],
    ['surprisal explain --model ppm --against cm a.c', 'where one sees what the other misses'],
    ['printf abracadabra | surprisal explain --steps huffman', 'the tree and the codewords'],
    ['git diff | surprisal explain | less -R', 'in a pipe'],
  ],
  run: async (values, files) => {
    const { html, against, top, steps, ...rest } = values;
    if (steps !== undefined && (html ?? against ?? top) !== undefined) {
      throw new UsageError('--steps is told in lines: choose it or --html, --against, --top');
    }
    if (html !== undefined && files.length > 1) throw new UsageError('--html takes one FILE only');
    if (top !== undefined && !(/^\d+$/.test(top) && Number(top) <= TOP_MAX)) {
      throw new UsageError(`--top takes a number from 0 to ${TOP_MAX}, not '${top}'`);
    }
    const settings = settingsOf(rest, files);
    if (steps !== undefined) return (await import('../work/steps.js')).explainSteps(settings, steps);
    const how = { html, against, top: top === undefined ? undefined : Number(top) };
    return (await import('../work/explain.js')).explainFiles(settings, how);
  },
});
