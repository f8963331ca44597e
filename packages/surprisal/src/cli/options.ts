/** The options that several verbs share, in groups. */
import type { Level } from 'surprisal';
import { UsageError } from './failure.js';
import type { Options } from './verb.js';

/** Of everything that is done with files. */
export const TALK = {
  json: { text: 'report in JSON, a line for each file; errors on standard error' },
  verbose: { short: 'v', text: 'tell more' },
  quiet: { short: 'q', text: 'tell nothing but errors' },
} as const satisfies Options;

/** Where the output goes. */
export const OUTPUT = {
  output: {
    short: 'o',
    value: 'OUT',
    completes: 'paths',
    text: 'write to the file OUT; OUT/ is a folder for what is written',
  },
  stdout: { short: 'c', text: 'write to standard output' },
  force: { short: 'f', text: 'overwrite what exists' },
} as const satisfies Options;

/** What becomes of the input. */
export const INPUT = {
  keep: { short: 'k', text: 'keep FILE: the default' },
  rm: { text: 'remove FILE when all is written' },
} as const satisfies Options;

export const JOBS = {
  jobs: {
    short: 'j',
    value: 'N',
    also: [{ short: 'T', long: 'threads' }],
    text: 'work on N frames at once, also -T N or --threads N; 0, the default: as many as there are cores and memory for',
  },
} as const satisfies Options;

/** The level that each of gzip's digits stands for; its time and size grow with it. */
const DIGITS = { fast: '01234', default: '567', strong: '89' } as const satisfies Partial<Record<Level, string>>;

const digitsOf = Object.entries(DIGITS).flatMap(([level, digits]) =>
  [...digits].map((short) => ({ short, value: level, ...(short === '9' && { long: 'best' }) })),
);

const rangesOf = Object.entries(DIGITS).map(([level, digits]) => `-${digits[0]} to -${digits.at(-1)} ${level}`);

export const MODEL = {
  fast: { text: 'level fast: less time, larger files' },
  strong: { text: 'level strong: more time, smaller files' },
  max: { text: 'level max: a network learns beside; smaller still, at a third of the speed of strong' },
  level: { value: 'LEVEL', choices: ['fast', 'default', 'strong', 'max'], text: 'how much time to spend' },
  model: {
    value: 'ID',
    completes: 'models',
    text: 'a model by name: order-0 … order-6, ppm, ppm-N, cm-fast, cm, cm-strong, cm-max, lstm, transformer, trace, two-part, net-N',
  },
  cold: { text: 'use nothing known beforehand: the default' },
} as const satisfies Options;

export const COMPRESSION = {
  ...MODEL,
  level: { ...MODEL.level, also: digitsOf, text: `as gzip numbers them: ${rangesOf.join(', ')} (--best is -9)` },
  'frame-size': {
    value: 'SIZE',
    text: 'content in a frame, at most: 1 to 2G, with K, M, G; halving it makes text 3 to 6 % larger, and more cores can share the work; default: about equal parts of at most 32M; of a pipe, 1M and then growing parts',
  },
  metadata: { short: 'N', text: 'store name, time and mode of FILE in the archive' },
  recursive: { short: 'r', text: 'make one archive of a folder: the default' },
  exclude: { value: 'GLOB', isList: true, text: 'leave out of folders what matches GLOB; may be given several times' },
  'exclude-vcs': { text: 'leave out of folders what belongs to Git and other version control' },
} as const satisfies Options;

export const LIMIT = {
  'memory-limit': { value: 'SIZE', text: 'refuse what takes more memory to decode, per frame' },
} as const satisfies Options;

export const DECOMPRESSION = {
  ...LIMIT,
  metadata: { short: 'N', text: 'give the file the name that is stored in the archive' },
} as const satisfies Options;

const MEASURES = ['ncd', 'cdm', 'conditional', 'cosine', 'information'] as const;

/** How things are compared, and how many at once. */
export const SIMILARITY = {
  jobs: { ...JOBS.jobs, text: 'workers to compare with; default: as many as there are cores and memory' },
  model: {
    ...MODEL.model,
    completes: 'coders',
    text: 'a model by name, or deflate, lzw, lz77, …; default: ppm',
  },
  measure: { value: 'NAME', choices: MEASURES, text: 'how to compare; default: ncd' },
} as const satisfies Options;

/** How many to tell of. */
export const NUMBER = { short: 'n', value: 'N', text: 'how many to tell of; default: 10' } as const;

/** The number that `text` is. @throws {UsageError} unless it is a whole one from 1 to `most`. */
export function countOf(text: string, option: string, most = Number.MAX_SAFE_INTEGER): number {
  const n = Number(text);
  if (/^\d+$/.test(text) && n >= 1 && n <= most) return n;
  const range = most === Number.MAX_SAFE_INTEGER ? 'of 1 or more' : `from 1 to ${most}`;
  throw new UsageError(`${option} takes a whole number ${range}, not '${text}'`);
}
