/** The models, a row each: what is said or decided about one of them stands here, and all else is made from it. */
import { either, groupsOf, type Names, numbered, only, sized } from './names.js';

export interface ModelRow {
  /** Id that headers store, of kernel/models/index.ts. */
  readonly id: number;
  readonly names: Names;
  /** The names that a help text lists and that tests try: the others differ in a number. */
  readonly listed: readonly string[];
  /**
   * How often a word must come for text to be given to the model with that word as a code (content/words). cm-fast and cm
   * then see further back with the same contexts, and have half the bytes to predict; they take more words than would be
   * best for size, as each byte saved is time saved. cm-strong sees the words anyway, and codes hide from it how they are
   * spelled: its archives of English get 1 to 3 % longer. So does ppm, at order 16: -0.6 to +3.1 %. order-N is what its
   * name says: orders of the bytes that were given. Networks have not been tried on coded words.
   */
  readonly codedWordsFrom: number;
  /** MiB of memory for a frame of 32 MiB of the kind of content that takes the most, by parameter: up to 3 % more than taken. */
  readonly memoryMiB: (parameter: number) => number;
  /** Bytes a second that one core compresses, about, with the name listed first: for estimates and tables. */
  readonly bytesPerSecond: number;
  /** What its parameter is, for docs/format.md. */
  readonly parameter: string;
  /** What it is, for the tables of README.md and docs/format.md. */
  readonly text: string;
}

/** A predictor configuration: what a header stores of it. */
export interface ModelSpec {
  /** Id of kernel/models/index.ts. */
  readonly id: number;
  /** Its parameter (an order), 0 for models without a parameter. */
  readonly parameter: number;
}

const NEVER = Number.POSITIVE_INFINITY;

/** In a two-part code's parameter: cells of the network, plus this where nothing is mixed with it. */
const ALONE = 256;
const CELLS_MAX = 128;
const TWO_PART: Pick<ModelRow, 'id'> = { id: 10 };

/** In order of strength. */
export const MODELS: readonly ModelRow[] = [
  {
    id: 1,
    names: numbered('order', 0, 6),
    listed: ['order-0', 'order-1', 'order-2', 'order-3', 'order-4', 'order-5', 'order-6'],
    codedWordsFrom: NEVER,
    memoryMiB: (order) => (order < 2 ? 2 : 66),
    bytesPerSecond: 2e6,
    parameter: 'the order, 0 to 6',
    text: 'adaptive frequencies after the last n bytes',
  },
  {
    id: 2,
    names: numbered('ppm', 2, 32, 16),
    listed: ['ppm'],
    codedWordsFrom: NEVER,
    memoryMiB: () => 259,
    bytesPerSecond: 1e6,
    parameter: 'the order, 2 to 32',
    text: 'prediction by partial matching',
  },
  {
    id: 3,
    names: only('cm-fast'),
    listed: ['cm-fast'],
    codedWordsFrom: 4,
    memoryMiB: () => 23,
    bytesPerSecond: 1.5e6,
    parameter: '0',
    text: 'context mixing, small: the level `fast`',
  },
  {
    id: 4,
    names: only('cm'),
    listed: ['cm'],
    codedWordsFrom: 5,
    memoryMiB: () => 272,
    bytesPerSecond: 4e5,
    parameter: '0',
    text: 'context mixing, medium: the level `default`',
  },
  {
    id: 5,
    names: only('cm-strong'),
    listed: ['cm-strong'],
    codedWordsFrom: NEVER,
    memoryMiB: () => 950,
    bytesPerSecond: 2.2e4,
    parameter: '0',
    text: 'context mixing, large, with a small network mixed in that learns while it codes: the level `strong`',
  },
  {
    id: 9,
    names: only('cm-max'),
    listed: ['cm-max'],
    codedWordsFrom: NEVER,
    memoryMiB: () => 1017,
    bytesPerSecond: 1.2e4,
    parameter: '0',
    text: '`cm-strong` with a larger network and more contexts of text: the level `max`',
  },
  {
    id: 6,
    names: sized('lstm', 3, { 'lstm-small': 'lstm-64x1', lstm: 'lstm-96x2', 'lstm-large': 'lstm-192x2' }),
    listed: ['lstm'],
    codedWordsFrom: NEVER,
    memoryMiB: (size) => Math.ceil(44 + 115.5 * groupsOf(size)),
    bytesPerSecond: 2.5e4,
    parameter: 'cells / 32 − 1 + 8 · (layers − 1), 0 to 23',
    text: 'a recurrent network that learns while it codes',
  },
  {
    id: 7,
    names: sized('transformer', 3, { transformer: 'transformer-128x1', 'transformer-large': 'transformer-256x3' }),
    listed: ['transformer'],
    codedWordsFrom: NEVER,
    memoryMiB: (size) => Math.ceil(43 + 78 * groupsOf(size)),
    bytesPerSecond: 2e4,
    parameter: 'units / 32 − 1 + 8 · (layers − 1), 0 to 23',
    text: 'a Transformer that learns while it codes',
  },
  {
    id: 8,
    names: sized('trace', 1, { trace: 'trace-128' }),
    listed: ['trace'],
    codedWordsFrom: NEVER,
    memoryMiB: (size) => Math.ceil(43 + 76.5 * groupsOf(size)),
    bytesPerSecond: 6e4,
    parameter: 'units / 32 − 1, 0 to 7',
    text: 'a `transformer` without its blocks: three times as fast, and within 1 % of its size',
  },
  {
    ...TWO_PART,
    names: either(numbered('two-part', 0, CELLS_MAX, 16), numbered('net', 0, CELLS_MAX), ALONE),
    listed: ['two-part'],
    codedWordsFrom: NEVER,
    memoryMiB: (cells) => (cells < ALONE ? 274 : 3),
    bytesPerSecond: 1e4,
    parameter: 'cells, 0 to 128; plus 256 where nothing is mixed with the network (`net-N`)',
    text: 'a small network trained beforehand and stored, mixed with `cm` or alone: for data with counting structure, such as aⁿbⁿ',
  },
];

/** Every model worth naming in a help text or trying in a test, in order of strength. */
export const MODEL_NAMES: readonly string[] = MODELS.flatMap(({ listed }) => listed);

/** All names there are, as a help text lists them. */
export const MODEL_GRAMMAR: string = MODELS.map(({ names }) => names.all).join(', ');

const rowOf = ({ id }: Pick<ModelSpec, 'id'>): ModelRow | undefined => MODELS.find((row) => row.id === id);

function found(name: string): ModelSpec | undefined {
  for (const { id, names } of MODELS) {
    const parameter = names.parameterOf(name);
    if (parameter !== undefined) return { id, parameter };
  }
  return undefined;
}

/** The model of a name (MODEL_GRAMMAR). @throws {RangeError} when no model has that name. */
export function modelOf(name: string): ModelSpec {
  const spec = found(name);
  if (spec !== undefined) return spec;
  throw new RangeError(`unknown model '${name}'; choose one of ${MODEL_GRAMMAR}`);
}

/** The name of what a header stores; undefined when there is no such model. */
export function nameOf(spec: ModelSpec): string | undefined {
  return rowOf(spec)?.names.nameOf(spec.parameter);
}

/** How often a word must come for text to be given to the model with that word as a code. */
export function codedWordsFrom(spec: ModelSpec): number {
  return rowOf(spec)?.codedWordsFrom ?? NEVER;
}

/** Bytes of memory that the model of a name takes for a frame of 32 MiB, at most; undefined when there is no such model. */
export function memoryOf(name: string): number | undefined {
  const spec = found(name);
  return spec && (rowOf(spec) as ModelRow).memoryMiB(spec.parameter) * 2 ** 20;
}

/** A network whose weights are stored. */
export interface StoredNetwork {
  readonly cells: number;
  /** Nothing is mixed with it. */
  readonly alone: boolean;
}

/** The network that comes before the content in the code of a model, if any does. */
export function storedNetworkOf({ id, parameter }: ModelSpec): StoredNetwork | undefined {
  if (id !== TWO_PART.id) return undefined;
  return { cells: parameter % ALONE, alone: parameter >= ALONE };
}
