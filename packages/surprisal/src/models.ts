/**
 * The models, by name and by the id that headers store (kernel/models/index.ts has the same ids), and the
 * levels, which are what most people choose.
 */

/** Names of the models without a parameter in their name. `order-0` … `order-6` and `ppm-N` come besides. */
const IDS = { ppm: 2, 'cm-fast': 3, cm: 4, 'cm-strong': 5 } as const;

const ORDER_ID = 1;
const ORDER_MAX = 6;
const PPM_ORDER_MIN = 2;
const PPM_ORDER_MAX = 32;
/** What `ppm` alone means. */
const PPM_ORDER = 16;

/** How much time to spend: each level is one model. */
export const LEVELS = { fast: 'cm-fast', default: 'cm', strong: 'cm-strong' } as const satisfies Record<string, string>;

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
];

/**
 * The model of a name: `order-0` … `order-6`, `ppm`, `ppm-2` … `ppm-32`, `cm-fast`, `cm`, `cm-strong`.
 * @throws {RangeError} when there is none of that name.
 */
export function modelOf(name: string): ModelSpec {
  const [, family, digits] = /^(order|ppm)-(\d{1,2})$/.exec(name) ?? [];
  const n = Number(digits);
  if (family === 'order' && n <= ORDER_MAX) return { id: ORDER_ID, parameter: n };
  if (family === 'ppm' && n >= PPM_ORDER_MIN && n <= PPM_ORDER_MAX) return { id: IDS.ppm, parameter: n };
  if (Object.hasOwn(IDS, name)) {
    return { id: IDS[name as keyof typeof IDS], parameter: name === 'ppm' ? PPM_ORDER : 0 };
  }
  throw new RangeError(`no model is named '${name}'; there are ${MODEL_NAMES.join(', ')}, ppm-N`);
}

/** The name of what a header stores; undefined when there is no such model. */
export function nameOf(spec: ModelSpec): string | undefined {
  const { id, parameter } = spec;
  if (id === ORDER_ID && parameter <= ORDER_MAX) return `order-${parameter}`;
  if (id === IDS.ppm && parameter >= PPM_ORDER_MIN && parameter <= PPM_ORDER_MAX) {
    return parameter === PPM_ORDER ? 'ppm' : `ppm-${parameter}`;
  }
  return Object.entries(IDS).find(([, i]) => i === id && id !== IDS.ppm && parameter === 0)?.[0];
}
