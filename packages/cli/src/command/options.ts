/** The options that several verbs share, in groups. */
import { LEVEL_NAMES, LEVEL_ROWS, type Level, MODEL_GRAMMAR } from 'surprisal/registry';
import type { Options } from './verb.js';

/** Of every verb that works on files. */
export const REPORTING = {
  json: { text: 'report in JSON: one object per line, errors included' },
  verbose: { short: 'v', text: 'print more details' },
  quiet: { short: 'q', text: 'print errors only' },
} as const satisfies Options;

/** Where the output goes. */
export const OUTPUT = {
  output: {
    short: 'o',
    value: 'OUT',
    completes: 'paths',
    text: 'write to the file OUT, or into the folder OUT/ (created if missing)',
  },
  stdout: { short: 'c', text: 'write to standard output' },
  force: { short: 'f', text: 'overwrite existing files' },
} as const satisfies Options;

/** What happens to the input. */
export const INPUT = {
  keep: { short: 'k', text: 'keep the input file (default)' },
  rm: { text: 'remove the input file once the output is safely written' },
} as const satisfies Options;

export const JOBS = {
  jobs: {
    short: 'j',
    value: 'N',
    also: [{ short: 'T', long: 'threads' }],
    text: 'process N frames in parallel (also -T, --threads); default: 0, as many as cores and memory allow',
  },
} as const satisfies Options;

/** The level that each of gzip's digits stands for; its time and size grow with it. */
const DIGITS = LEVEL_NAMES.map((level) => [level, LEVEL_ROWS[level].digits] as const).filter(([, digits]) => digits);

const digitsOf = DIGITS.flatMap(([level, digits]) =>
  [...digits].map((short) => ({ short, value: level, ...(short === '9' && { long: 'best' }) })),
);

const rangesOf = DIGITS.map(([level, digits]) => `-${digits[0]} to -${digits.at(-1)} ${level}`);

/** A level that has an option of its name: all but the one that is chosen without. */
export type NamedLevel = Exclude<Level, 'default'>;
export const NAMED_LEVELS = LEVEL_NAMES.filter((level): level is NamedLevel => level !== 'default');

const levelOptions = Object.fromEntries(NAMED_LEVELS.map((level) => [level, { text: LEVEL_ROWS[level].text }])) as {
  readonly [L in NamedLevel]: { readonly text: string };
};

export const MODEL = {
  ...levelOptions,
  level: { value: 'LEVEL', choices: LEVEL_NAMES, text: 'compression level' },
  model: {
    value: 'ID',
    completes: 'models',
    text: `use the model ID: ${MODEL_GRAMMAR}`,
  },
} as const satisfies Options;

/** What encoder and decoder know beforehand. */
export const PRIOR = {
  prior: {
    value: 'FILE',
    completes: 'paths',
    text: 'use the prior in FILE, none, or default: knowledge that compressing and decompressing must share',
  },
} as const satisfies Options;

/** Of the members of folders. */
export const OWNERSHIP = {
  'no-same-owner': { text: 'neither store nor restore the owners of the files in a folder' },
} as const satisfies Options;

export const COMPRESSION = {
  ...MODEL,
  level: {
    ...MODEL.level,
    also: digitsOf,
    text: `compression level; gzip's digits: ${rangesOf.join(', ')}; --best is -9`,
  },
  'frame-size': {
    value: 'SIZE',
    text: 'maximum frame size, 1 to 2G (suffixes K, M, G); halving it lets more cores share the work, but makes text 3 to 6 % larger; default: roughly equal frames of up to 32M; for a pipe, frames that grow from 1M',
  },
  metadata: { short: 'N', text: 'store the name, time and mode of the file in the archive' },
  recursive: { short: 'r', text: 'archive folders (default)' },
  exclude: { value: 'GLOB', isList: true, text: 'skip files and folders inside a folder that match GLOB; repeatable' },
  'exclude-vcs': { text: 'skip version control files (.git, .gitignore, .svn, …) inside folders' },
  ...PRIOR,
  cold: { text: 'short for --prior none' },
  ...OWNERSHIP,
} as const satisfies Options;

export const MEMORY_LIMIT = {
  'memory-limit': { value: 'SIZE', text: 'refuse archives that need more memory than this per frame' },
} as const satisfies Options;

/** What every verb takes that decodes archives. */
export const DECODING = { ...MEMORY_LIMIT, ...PRIOR } as const satisfies Options;

export const DECOMPRESSION = {
  ...DECODING,
  metadata: { short: 'N', text: 'restore under the name stored in the archive' },
  ...OWNERSHIP,
} as const satisfies Options;

const MEASURES = ['ncd', 'cdm', 'conditional', 'cosine', 'information'] as const;

/** How items are compared, and how many at once. */
export const SIMILARITY = {
  jobs: { ...JOBS.jobs, text: 'number of workers; default: as many as cores and memory allow' },
  model: {
    ...MODEL.model,
    completes: 'coders',
    text: 'a model, or a classical coder such as deflate, lzw or lz77; default: ppm',
  },
  measure: { value: 'NAME', choices: MEASURES, text: 'similarity measure; default: ncd' },
} as const satisfies Options;

/** Results to print. */
export const RESULT_COUNT = { short: 'n', value: 'N', text: 'how many results to print; default: 10' } as const;
