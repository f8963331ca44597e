import { MODEL, REPORTING } from '../../command/options.js';
import { settingsOf } from '../../command/settings.js';
import { parseNumber, parseSize } from '../../command/values.js';
import { verb } from '../../command/verb.js';

export const generate = verb({
  name: 'generate',
  summary: 'generate text that continues files',
  operands: '[FILE...]',
  details: [
    `Learns all FILEs and then the prompt, and writes a continuation, and nothing else, to standard output. The same files,
options and seed give the same text on every platform. The model also learns from what it generates. With a classical coder
(--model deflate, lzw, …), each byte is the one that compresses best.`,
  ],
  options: {
    bytes: { short: 'n', value: 'N', text: 'number of bytes to write (suffixes K, M, G); default: 500' },
    prompt: { short: 'p', value: 'TEXT', text: 'text to continue; default: the end of the last FILE' },
    temperature: { short: 't', value: 'T', text: 'sampling temperature: below 1 favours likely bytes; default: 0.8' },
    'top-k': { value: 'K', text: 'sample only from the K most likely bytes, 1 to 256' },
    seed: { value: 'N', text: 'random seed, a whole number; default: 1' },
    ...MODEL,
    model: { ...MODEL.model, completes: 'coders' },
    ...REPORTING,
  },
  examples: [
    ['surprisal generate novel.txt', 'write 500 more bytes'],
    ['surprisal generate -n 2K -t 0.5 --model ppm *.c', 'write 2 KiB of made-up code'],
    ["surprisal generate -p 'Dear Sir, ' letters.txt", 'write a letter'],
  ],
  run: async (values, files) => {
    const { bytes = '500', prompt, temperature = '0.8', 'top-k': topK = '256', seed = '1', ...rest } = values;
    const options = {
      n: parseSize(bytes, '-n'),
      prompt,
      temperature: parseNumber(temperature, '-t'),
      topK: parseNumber(topK, '--top-k'),
      seed: parseNumber(seed, '--seed'),
    };
    const { model, ...others } = rest;
    const settings = settingsOf(others, files);
    return (await import('./run.js')).generateFrom({ ...settings, model }, options);
  },
});
