/**
 * How fast the neural kernels are, on one thread: for whoever changes one. Compiles kernel/neural by itself.
 *
 * Usage: npm run bench:neural
 * CPU time of this process, the best of 20 turns; a multiplication and an addition are two operations.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const TURNS = 20;
const TURN_MS = 20;
const [ROWS, COLUMNS, STEPS] = [288, 192, 20];
const UNITS = 128;
const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
mkdirSync('build', { recursive: true });

// Vectors cannot cross the boundary: functions of four lanes are called over arrays here.
const overArray = (name, of) => `
export function ${name}(at: usize, n: u32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(at + i, ${of}(v128.load(at + i)));
}`;
writeFileSync(
  'build/neural-rates.ts',
  `import { allocate } from '../kernel/memory';
export { fourRows, matrixVector, vectorMatrix } from '../kernel/neural/linear';
export { step, stepRow } from '../kernel/neural/optimizer';
export { normalise, normaliseBackward } from '../kernel/neural/norm';
import { Attention } from '../kernel/neural/attention';
import { Uniform } from '../kernel/neural/random';
import { exp4, sigmoid4, tanh4 } from '../kernel/neural/elementary4';
export function floats(n: u32): usize {
  return allocate(n << 2);
}
const attention = new Attention(${UNITS}, 60, ${STEPS}, new Uniform(1));
const records = allocate(${STEPS} * attention.recordBytes);
const keys = allocate(attention.memoryBytes);
export function attend(x: usize, y: usize): void {
  attention.forward(x, records, keys, 0, y);
}
export function attendBackward(dx: usize): void {
  attention.backward(records, attention.recordBytes, keys, dx, 1e-9);
}${overArray('exps', 'exp4')}${overArray('sigmoids', 'sigmoid4')}${overArray('tanhs', 'tanh4')}
`,
);
const out = 'build/neural-rates.wasm';
const { error, stderr } = await asc.main(
  ['build/neural-rates.ts', '--config', 'kernel/asconfig.json', '--baseDir', root, '--outFile', out],
  {},
);
if (error) throw new Error(stderr.toString());
const { instance } = await WebAssembly.instantiate(readFileSync(out), { env: { abort: () => process.abort() } });
const kernel = instance.exports;

const floats = (n) => {
  const at = kernel.floats(n) >>> 0;
  new Float32Array(kernel.memory.buffer, at, n).forEach((_, i, all) => {
    all[i] = Math.sin(i) / 10;
  });
  return at;
};
const w = floats(ROWS * COLUMNS);
const v = floats(ROWS * COLUMNS);
const x = floats(STEPS * COLUMNS);
const y = floats(STEPS * ROWS);
const c = floats(4 * COLUMNS);
new Float32Array(kernel.memory.buffer, v, ROWS * COLUMNS).fill(1);

/** Prints millions of `unit` in a second, `each` of them in a call. */
function rate(name, each, unit, call) {
  let best = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    let calls = 0;
    const start = process.cpuUsage();
    let spent = 0;
    while (spent < TURN_MS * 1000) {
      for (let i = 0; i < 100; i++) call();
      calls += 100;
      spent = process.cpuUsage(start).user;
    }
    best = Math.max(best, (calls * each) / spent);
  }
  console.log(`${name.padEnd(44)} ${(best / 1000).toFixed(2).padStart(8)} G${unit}/s`);
}

const row = COLUMNS * 4;
const size = `${ROWS} × ${COLUMNS}`;
rate(`matrix × vector, ${size}`, 2 * ROWS * COLUMNS, 'FLOP', () => kernel.matrixVector(w, ROWS, COLUMNS, x, y));
rate(`vector × matrix, ${size}`, 2 * ROWS * COLUMNS, 'FLOP', () => kernel.vectorMatrix(y, ROWS, w, row, COLUMNS, x));
rate(`four rows of a product over ${ROWS}`, 8 * ROWS * COLUMNS, 'FLOP', () =>
  kernel.fourRows(y, ROWS * 4, 4, ROWS, w, row, COLUMNS, c, row),
);
rate(`four rows of a gradient over ${STEPS} steps`, 8 * STEPS * COLUMNS, 'FLOP', () =>
  kernel.fourRows(y, 4, ROWS * 4, STEPS, x, row, COLUMNS, c, row),
);
rate('Adam, a moment for each weight', ROWS * COLUMNS, 'weight', () => kernel.step(w, v, w, ROWS * COLUMNS, 1e-9));
rate('Adam, a moment for each row', ROWS, 'weight', () => kernel.stepRow(w, v, x, ROWS, 1e-9));
rate('norm', COLUMNS, 'element', () => kernel.normalise(x, row, y));
rate('norm, back', COLUMNS, 'element', () => kernel.normaliseBackward(x, y, 0.1, row, c));
// Products alone are counted: four of d × d, and with the keys and values of 61 positions; back, of 80, twice.
const attended = 2 * (4 * UNITS ** 2 + 2 * 61 * UNITS);
rate(`attention, a step of ${UNITS} units`, attended, 'FLOP', () => kernel.attend(x, y));
const back = 2 * STEPS * (8 * UNITS ** 2 + 2 * 80 * UNITS + 2 * STEPS * UNITS);
rate(`attention, back through ${STEPS} steps, and Adam`, back, 'FLOP', () => kernel.attendBackward(x));
for (const name of ['exps', 'sigmoids', 'tanhs']) rate(name, ROWS, 'element', () => kernel[name](y, ROWS));
