import { UsageError } from '../failure.js';
import { MODEL, TALK } from '../options.js';
import { settingsOf } from '../settings.js';
import { parseSize } from '../sizes.js';
import { verb } from '../verb.js';

export const generate = verb({
  name: 'generate',
  summary: 'go on as the files go: text that a model expects after them',
  operands: '[FILE...]',
  details: [
    `Reads all FILEs, one after another, then the prompt, and writes what it expects to follow, and nothing else, to
standard output. The same files, options and seed give the same text on every engine. The model learns from what it
draws, too. With --model deflate, lzw or another classical coder each byte is the one that compresses best.`,
  ],
  options: {
    bytes: { short: 'n', value: 'N', text: 'how many bytes to write, with K and M; default: 500' },
    prompt: { short: 'p', value: 'TEXT', text: 'what to go on with; default: the end of the last FILE' },
    temperature: { short: 't', value: 'T', text: 'below 1 the likelier gets likelier; default: 0.8' },
    'top-k': { value: 'K', text: 'draw from the K likeliest bytes only, 1 to 256' },
    seed: { value: 'N', text: 'a whole number; default: 1' },
    ...MODEL,
    model: { ...MODEL.model, completes: 'coders' },
    ...TALK,
  },
  examples: [
    ['surprisal generate novel.txt', '500 bytes more of it'],
    ['surprisal generate -n 2K -t 0.5 --model ppm *.c', 'a program that nobody wrote'],
    ["surprisal generate -p 'Dear Sir, ' letters.txt", 'a letter'],
  ],
  run: async (values, files) => {
    const { bytes = '500', prompt, temperature = '0.8', 'top-k': topK = '256', seed = '1', ...rest } = values;
    const how = {
      n: parseSize(bytes, '-n'),
      prompt,
      temperature: numberOf(temperature, '-t', (t) => t > 0 && t < Number.POSITIVE_INFINITY),
      topK: numberOf(topK, '--top-k', (k) => Number.isInteger(k) && k >= 1 && k <= 256),
      seed: numberOf(seed, '--seed', (n) => Number.isSafeInteger(n) && n >= 0),
    };
    const { model, ...others } = rest;
    const settings = settingsOf(others, files);
    return (await import('../work/generate.js')).generateFrom({ ...settings, model }, how);
  },
});

function numberOf(text: string, option: string, fits: (n: number) => boolean): number {
  const n = Number(text);
  if (text.trim() !== '' && fits(n)) return n;
  throw new UsageError(`${option} does not take '${text}'`);
}
