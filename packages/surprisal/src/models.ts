/**
 * The models, by name and by the id that headers store (kernel/models/index.ts has the same ids), and the
 * levels, which are what most people choose.
 */

/**
 * The models without a parameter in their name; `order-0` … `order-6`, `ppm-N`, `lstm-CELLSxLAYERS`,
 * `transformer-UNITSxLAYERS` and `trace-UNITS` come besides.
 *
 * words: how often a word must come for text to be given to the model with that word as a code (content/words).
 * cm-fast and cm then see further back with the same contexts, and have half the bytes to predict; they take more
 * words than would be best for size, as each byte saved is time saved. cm-strong sees the words anyway, and codes hide
 * from it how they are spelled: its archives of English get 1 to 3 % longer. So does ppm, at order 16: -0.6 to +3.1 %.
 * order-N is what its name says: orders of the bytes that were given. Networks have not been tried on coded words.
 */
const MODELS = {
  ppm: { id: 2, words: Infinity },
  'cm-fast': { id: 3, words: 4 },
  cm: { id: 4, words: 5 },
  'cm-strong': { id: 5, words: Infinity },
  'cm-max': { id: 9, words: Infinity },
  lstm: { id: 6, words: Infinity },
  transformer: { id: 7, words: Infinity },
  trace: { id: 8, words: Infinity },
  'two-part': { id: 10, words: Infinity },
} as const;

const ORDER_ID = 1;
const ORDER_MAX = 6;
const PPM_ORDER_MIN = 2;
const PPM_ORDER_MAX = 32;
/** What `ppm` alone means. */
const PPM_ORDER = 16;

/** Networks with a size in their name: cells or units of a layer, which come in groups, and how many layers there may be. */
const LAYERS_MAX = { lstm: 3, transformer: 3, trace: 1 } as const;
const SIZED = Object.keys(LAYERS_MAX) as (keyof typeof LAYERS_MAX)[];
const GROUP = 32;
const GROUPS_MAX = 8;
/** Sizes of the names without numbers. */
const PRESETS: Readonly<Record<string, string>> = {
  'lstm-small': 'lstm-64x1',
  lstm: 'lstm-96x2',
  'lstm-large': 'lstm-192x2',
  transformer: 'transformer-128x1',
  'transformer-large': 'transformer-256x3',
  trace: 'trace-128',
};

/** Cells of a stored network, at most; `net-N` is `two-part-N` without its online part. */
const TWO_PART_CELLS_MAX = 128;
const TWO_PART_CELLS = 16;
const TWO_PART_ALONE = 256;

/** How much time to spend: each level is one model. */
export const LEVELS = { fast: 'cm-fast', default: 'cm', strong: 'cm-strong', max: 'cm-max' } as const satisfies Record<
  string,
  string
>;

export type Level = keyof typeof LEVELS;

/** A predictor configuration: what a header stores of it. */
export interface ModelSpec {
  /** Id of kernel/models/index.ts. */
  readonly id: number;
  /** Its parameter (an order), 0 if it has none. */
  readonly parameter: number;
}

/** Every model worth naming in a help text or trying in a test, in order of strength. */
export const MODEL_NAMES: readonly string[] = [
  ...Array.from({ length: ORDER_MAX + 1 }, (_, order) => `order-${order}`),
  'ppm',
  'cm-fast',
  'cm',
  'cm-strong',
  'cm-max',
  'lstm',
  'transformer',
  'trace',
  'two-part',
];

/**
 * The model of a name: `order-0` … `order-6`, `ppm`, `ppm-2` … `ppm-32`, `cm-fast`, `cm`, `cm-strong`, `cm-max`, `lstm`,
 * `lstm-small`, `lstm-large`, `lstm-32x1` … `lstm-256x3`, `transformer`, `transformer-large`, `transformer-32x1` …
 * `transformer-256x3`, `trace`, `trace-32` … `trace-256`, `two-part`, `two-part-0` … `two-part-128`, `net-0` … `net-128`.
 * @throws {RangeError} when there is none of that name.
 */
export function modelOf(name: string): ModelSpec {
  const [, family, digits] = /^(order|ppm)-(\d{1,2})$/.exec(name) ?? [];
  const n = Number(digits);
  if (family === 'order' && n <= ORDER_MAX) return { id: ORDER_ID, parameter: n };
  if (family === 'ppm' && n >= PPM_ORDER_MIN && n <= PPM_ORDER_MAX) return { id: MODELS.ppm.id, parameter: n };
  const sized = sizedOf(PRESETS[name] ?? name);
  if (sized) return sized;
  const twoPart = twoPartOf(name);
  if (twoPart) return twoPart;
  if (Object.hasOwn(MODELS, name)) {
    return { id: MODELS[name as keyof typeof MODELS].id, parameter: name === 'ppm' ? PPM_ORDER : 0 };
  }
  throw new RangeError(
    `unknown model '${name}'; choose one of ${MODEL_NAMES.join(', ')}, ppm-N, lstm-small, lstm-large, transformer-large, trace-N, two-part-N, net-N`,
  );
}

/** The spec of `FAMILY-UNITSxLAYERS`, or `FAMILY-UNITS` where there is one layer at most: groups of units less one, plus 8 for each layer above the first. */
function sizedOf(name: string): ModelSpec | undefined {
  const [, family, digits, layers] = /^([a-z]+)-(\d{2,3})(?:x([1-3]))?$/.exec(name) ?? [];
  const groups = Number(digits) / GROUP;
  const model = SIZED.find((network) => network === family);
  if (model === undefined || (layers === undefined) !== (LAYERS_MAX[model] === 1)) return undefined;
  if (!Number.isInteger(groups) || groups < 1 || groups > GROUPS_MAX) return undefined;
  return { id: MODELS[model].id, parameter: groups - 1 + GROUPS_MAX * (Number(layers ?? 1) - 1) };
}

/** The spec of `two-part-CELLS` or `net-CELLS`. */
function twoPartOf(name: string): ModelSpec | undefined {
  const [, family, digits] = /^(two-part|net)-(0|[1-9]\d{0,2})$/.exec(name) ?? [];
  const cells = name === 'two-part' ? TWO_PART_CELLS : Number(digits);
  if (!(cells <= TWO_PART_CELLS_MAX)) return undefined;
  return { id: MODELS['two-part'].id, parameter: cells + (family === 'net' ? TWO_PART_ALONE : 0) };
}

/** A network whose weights are stored. */
export interface StoredNetwork {
  readonly cells: number;
  /** Nothing is mixed with it. */
  readonly alone: boolean;
}

/** The network that comes before the content in the code of a model, if any does. */
export function storedNetworkOf({ id, parameter }: ModelSpec): StoredNetwork | undefined {
  if (id !== MODELS['two-part'].id) return undefined;
  return { cells: parameter % TWO_PART_ALONE, alone: parameter >= TWO_PART_ALONE };
}

/** The name of what a header stores; undefined when there is no such model. */
export function nameOf(spec: ModelSpec): string | undefined {
  const { id, parameter } = spec;
  if (id === ORDER_ID && parameter <= ORDER_MAX) return `order-${parameter}`;
  if (id === MODELS.ppm.id && parameter >= PPM_ORDER_MIN && parameter <= PPM_ORDER_MAX) {
    return parameter === PPM_ORDER ? 'ppm' : `ppm-${parameter}`;
  }
  const family = SIZED.find((network) => MODELS[network].id === id);
  if (family !== undefined) {
    if (parameter >= GROUPS_MAX * LAYERS_MAX[family]) return undefined;
    const units = ((parameter % GROUPS_MAX) + 1) * GROUP;
    const layers = LAYERS_MAX[family] > 1 ? `x${Math.floor(parameter / GROUPS_MAX) + 1}` : '';
    const name = `${family}-${units}${layers}`;
    return Object.keys(PRESETS).find((preset) => PRESETS[preset] === name) ?? name;
  }
  const network = storedNetworkOf(spec);
  if (network !== undefined) {
    if (network.cells > TWO_PART_CELLS_MAX || parameter >= 2 * TWO_PART_ALONE) return undefined;
    if (network.alone) return `net-${network.cells}`;
    return network.cells === TWO_PART_CELLS ? 'two-part' : `two-part-${network.cells}`;
  }
  return Object.entries(MODELS).find(([name, m]) => m.id === id && name !== 'ppm' && parameter === 0)?.[0];
}

/** How often a word must come for text to be given to the model with that word as a code. */
export function codedWordsFrom({ id }: ModelSpec): number {
  return Object.values(MODELS).find((model) => model.id === id)?.words ?? Number.POSITIVE_INFINITY;
}
