/** The registry: its rows are what the kernel has, and what the documents say. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { tablesOf, withTable } from '../scripts/tables.mjs';
import { Kernel } from '../src/predictor/kernel.js';
import { KINDS } from '../src/registry/kinds.js';
import { LEVEL_ROWS } from '../src/registry/levels.js';
import { MODEL_NAMES, MODELS, memoryOf, modelOf, nameOf } from '../src/registry/models.js';
import { KINDS as CASES } from './support/kinds.js';

const FRAME_BYTES = 2 ** 25;
/** A stride that kinds with one have. */
const STRIDE = 200;

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

/** Beside the listed ones, sizes at the ends of their families. */
const NAMES = [
  ...MODEL_NAMES,
  'ppm-32',
  'lstm-32x1',
  'lstm-256x3',
  'transformer-256x2',
  'trace-32',
  'trace-256',
  'two-part-128',
  'net-0',
  'net-128',
];

describe.each(NAMES)('%s', (name) => {
  test('a row states the memory that the kernel takes for a frame of 32 MiB, over all kinds of content', async () => {
    const taken: number[] = [];
    for (const { number: kind, stride } of KINDS) {
      const spec = { model: modelOf(name), size: FRAME_BYTES, kind, stride: stride === undefined ? 0 : STRIDE };
      taken.push((await Kernel.create(spec))!.memoryBytes);
    }
    const most = Math.max(...taken);
    expect(memoryOf(name)).toBeGreaterThanOrEqual(most);
    expect(memoryOf(name)).toBeLessThanOrEqual(1.03 * most + 2 ** 21);
  });

  test('its name is that of its parameter', () => {
    expect(nameOf(modelOf(name))).toBe(name);
  });
});

test('every parameter that a name has, has that name; what has none is in no row', () => {
  for (const { id } of MODELS) {
    for (let parameter = 0; parameter < 600; parameter++) {
      const name = nameOf({ id, parameter });
      if (name !== undefined) expect(modelOf(name)).toEqual({ id, parameter });
    }
  }
  for (const name of [
    'order-7',
    'order-',
    'ppm-1',
    'ppm-33',
    'ppm-02',
    'lstm-33x1',
    'trace-128x1',
    'net',
    'net-129',
    'cm-',
  ]) {
    expect(() => modelOf(name)).toThrow(RangeError);
  }
});

test('no name is in two rows, and no id', () => {
  expect(new Set(MODELS.map(({ id }) => id)).size).toBe(MODELS.length);
  for (const name of MODEL_NAMES) {
    expect(MODELS.filter(({ names }) => names.parameterOf(name) !== undefined)).toHaveLength(1);
  }
});

test('a level is a model, and no digit of gzip means two', () => {
  const rows = Object.values(LEVEL_ROWS);
  for (const { model } of rows) expect(MODEL_NAMES).toContain(model);
  const digits = rows.flatMap((row) => [...row.digits]);
  expect([...digits].sort()).toEqual(digits);
  expect(new Set(digits).size).toBe(digits.length);
});

test('kinds are numbered from 0, as in the kernel', () => {
  expect(KINDS.map(({ number }) => number)).toEqual(KINDS.map((_, i) => i));
  const inKernel = [...read('../kernel/views/kinds.ts').matchAll(/^export const KIND_(\w+): u32 = (\d+);/gm)];
  expect(inKernel.map(([, , number]) => Number(number))).toEqual(KINDS.map(({ number }) => number));
});

test('every kind is among those that laws are tried on; specification and second decoder know the last one', () => {
  expect(CASES.map(({ kind }) => kind)).toEqual(KINDS.map(({ number }) => number));
  const last = KINDS.length - 1;
  expect(read('../../../docs/format.md')).toContain(`kind of content, 0 to ${last}; otherwise`);
  expect(read('../../../vectors/decode.py')).toContain(`if kind > ${last} or`);
});

test('the ids are those of the kernel', () => {
  const inKernel = [...read('../kernel/models/index.ts').matchAll(/^export const \w+: u32 = (\d+);/gm)];
  expect(inKernel.map(([, id]) => Number(id)).sort()).toEqual(MODELS.map(({ id }) => id).sort());
});

test.each(tablesOf({ MODELS, KINDS }))('%s has the table of %s as the registry has it', (file, name, table) => {
  const text = read(`../../../${file}`);
  expect(withTable(text, name, table), 'npm run tables').toBe(text);
});
