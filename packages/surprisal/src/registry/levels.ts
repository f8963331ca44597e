/** The levels, which are what most people choose: how much time to spend. Each is one model. */

export interface LevelRow {
  /** Name of the model. */
  readonly model: string;
  /** The digits of gzip's levels that mean it; time and size grow with them. */
  readonly digits: string;
  /** What it is, for the help of the option of its name. */
  readonly text: string;
  /** Content bytes of a stream's largest frame where the size is not known, if that is less than usual. */
  readonly streamFrameMax?: number;
}

const ROWS = {
  fast: {
    model: 'cm-fast',
    digits: '01234',
    text: 'level fast: faster, larger files',
    streamFrameMax: 2 ** 23,
  },
  default: { model: 'cm', digits: '567', text: 'level default' },
  strong: { model: 'cm-strong', digits: '89', text: 'level strong: slower, smaller files' },
  max: {
    model: 'cm-max',
    digits: '',
    text: 'level max: mixes in a larger neural network; smallest files, three times slower than strong',
  },
} as const satisfies Record<string, LevelRow>;

export type Level = keyof typeof ROWS;

export const LEVEL_ROWS: Readonly<Record<Level, LevelRow>> = ROWS;

/** The model of each level. */
export const LEVELS = Object.fromEntries(Object.entries(ROWS).map(([name, { model }]) => [name, model])) as {
  readonly [L in Level]: (typeof ROWS)[L]['model'];
};

/** The levels by name, from the fastest to the strongest. */
export const LEVEL_NAMES = Object.keys(ROWS) as readonly Level[];
