/**
 * Law checked: the kernel built with asserts, bounds and scalar lanes makes the same code as the one that is published.
 * It stops at an access beyond an allocation, at a list of another length than its tables, and at a wrong order of lanes.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { buildChecked } from '../scripts/build-checked.mjs';
import { modelOf } from '../src/registry/models.js';
import { Instance } from './support/instance.js';
import { KINDS } from './support/kinds.js';

/** Models with views see each kind; all others see bytes. Bytes of content, as long as each model has patience for. */
const MIXERS: readonly (readonly [model: string, bytes: number])[] = [
  ['cm-fast', 1500],
  ['cm', 600],
  ['cm-strong', 150],
  ['cm-max', 60],
  ['two-part-16', 200],
];
const OTHERS: readonly (readonly [model: string, bytes: number])[] = [
  ['order-0', 1500],
  ['order-6', 1500],
  ['ppm', 1500],
  ['ppm-2', 700],
  ['lstm-32x2', 120],
  ['transformer-32x1', 120],
  ['trace-32', 200],
];

let release: WebAssembly.Module;
let checked: WebAssembly.Module;

beforeAll(async () => {
  release = new WebAssembly.Module(readFileSync(fileURLToPath(new URL('../build/kernel.wasm', import.meta.url))));
  checked = new WebAssembly.Module(await buildChecked());
}, 120_000);

function same(model: string, x: Uint8Array, kind: number, stride: number): void {
  const [a, b] = [release, checked].map((module) => new Instance(module, modelOf(model), x.length, kind, stride));
  expect(b!.encode(x)).toEqual(a!.encode(x));
  // What it reads while frozen is within bounds, too.
  b!.freeze();
  b!.encode(x.subarray(0, x.length >>> 2));
}

describe.each(MIXERS)('%s', (model, bytes) => {
  test.each(KINDS)('law checked: the same code of $name', ({ content, kind, stride }) => {
    same(model, content.subarray(0, bytes), kind, stride);
  });
});

describe.each(OTHERS)('%s', (model, bytes) => {
  test.each(['prose', 'zeros', 'random'])('law checked: the same code of %s', (input) => {
    same(model, INPUTS[input]!.subarray(0, bytes), 0, 0);
  });
});
