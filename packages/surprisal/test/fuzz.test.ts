/**
 * Law damage, at random: whatever is done to a stream, list, range and decompress give the right content or a
 * StreamError, within the limits that they are given, of memory and of work. SURPRISAL_FUZZ says how many damages (npm run test:soak: 200,000),
 * SURPRISAL_SEED which.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { crc8 } from '../src/base/checksums.js';
import { compress, decompress, decompressBare, list, range, StreamError } from '../src/index.js';

const RUNS = Number(process.env['SURPRISAL_FUZZ'] ?? 5000);
const SEED = Number(process.env['SURPRISAL_SEED'] ?? 1);
const MEMORY_LIMIT = 8 << 20;

/** Marsaglia's xorshift32. @returns an integer below n. */
let state = SEED;
function random(n: number): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % n;
}

const pick = <T>(items: readonly T[]): T => items[random(items.length)]!;
/** Bytes that numbers, tags and sizes go wrong at. */
const TELLING = [0, 1, 0x7f, 0x80, 0x81, 0xff, 0x40, 0xc0, 0x10, 0x20, 0xf5, 0x73, 0xb9];

/** `x` with one to four things done to it. @param others to take pieces from. */
function damaged(x: Uint8Array, others: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let bytes = [...x];
  for (let n = 1 + random(4); n > 0; n--) {
    const at = random(3) === 0 ? random(Math.min(bytes.length, 24) + 1) : random(bytes.length + 1);
    switch (random(8)) {
      case 0:
        if (at < bytes.length) bytes[at]! ^= 1 << random(8);
        break;
      case 1:
        bytes[at] = random(256);
        break;
      case 2:
        bytes[at] = pick(TELLING);
        break;
      case 3: // a piece goes
        bytes.splice(at, 1 + random(8));
        break;
      case 4: // a piece comes twice
        bytes.splice(at, 0, ...bytes.slice(at, at + 1 + random(40)));
        break;
      case 5: {
        const other = pick(others);
        bytes = [...bytes.slice(0, at), ...other.subarray(random(other.length + 1))];
        break;
      }
      case 6: // a length becomes another
        bytes.splice(at, 1, 0x80 | random(128), 0x80 | random(128), random(128));
        break;
      case 7: // a check byte that is right: what follows it is looked at
        bytes[at] = crc8(bytes.slice(0, at));
        break;
    }
    bytes = bytes.map((byte) => byte ?? 0).slice(0, 4000);
  }
  return Uint8Array.from(bytes);
}

/** Every memory that a kernel had, in bytes; and bytes that all of them decoded, which are what takes the time. */
const memories: number[] = [];
let decoded = 0;
const instantiate = WebAssembly.instantiate as (
  module: WebAssembly.Module,
  imports: object,
) => Promise<WebAssembly.Instance>;
Object.assign(WebAssembly, {
  async instantiate(module: WebAssembly.Module, imports: object) {
    const instance = await instantiate(module, imports);
    const memory = instance.exports['memory'] as WebAssembly.Memory;
    setTimeout(() => memories.push(memory.buffer.byteLength), 0);
    const decode = instance.exports['decode'] as (...args: number[]) => number;
    const counted = (...args: number[]): number => {
      const n = decode(...args);
      decoded += n;
      return n;
    };
    return { exports: { ...instance.exports, decode: counted } };
  },
});

/** What came of it, in a word or two: something new is worth going on from. @throws whatever is no StreamError. */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'opens';
  } catch (error) {
    if (error instanceof StreamError) return `${error.code}: ${error.reason.replaceAll(/\d+/g, 'n')}`;
    throw error;
  }
}

test(`law damage: ${RUNS} random damages, from seed ${SEED}`, { timeout: 3_600_000 }, async () => {
  const text = INPUTS['prose']!.subarray(0, 1500);
  const seeds = [
    await compress(text, { model: 'order-2' }),
    await compress(text, { model: 'order-0', frameSize: 400, size: 1500, metadata: { name: 'x', mode: 0o644 } }),
    await compress(INPUTS['log']!.subarray(0, 600), { model: 'ppm-3' }),
    await compress(new TextEncoder().encode('The more often a word comes, the less it says. '.repeat(60)), {
      model: 'cm-fast',
    }),
  ];
  const folder = new URL('../../../vectors/', import.meta.url);
  for (const name of readdirSync(folder)) {
    // Not those which take a strong model each time.
    if (/^(bad|unsupported)-.*srp$|^good-(hand|order|stored|frames|mixed|skipped)/.test(name)) {
      seeds.push(new Uint8Array(readFileSync(new URL(name, folder))));
    }
  }
  const corpus = [...seeds];
  const seen = new Set<string>();
  // Twice as much work as the largest of the good ones takes, not more: content is refused before it is decoded.
  const contents = await Promise.all(seeds.map((seed) => decompress(seed).catch(() => [])));
  const limits = { sizeLimit: 2 * Math.max(...contents.map(({ length }) => length)), memoryLimit: MEMORY_LIMIT };
  for (let run = 0; run < RUNS; run++) {
    const x = damaged(pick(corpus), seeds);
    decoded = 0;
    const content = await decompress(x, limits).catch((error: unknown) => {
      if (!(error instanceof StreamError)) throw error;
      return error;
    });
    expect(decoded).toBeLessThanOrEqual(limits.sizeLimit);
    if (!(content instanceof StreamError)) expect(content.length).toBeLessThanOrEqual(limits.sizeLimit);
    const found = [
      content instanceof StreamError ? `${content.code}: ${content.reason.replaceAll(/\d+/g, 'n')}` : 'opens',
      await outcome(list(x)),
      random(4) === 0 ? await outcome(range(x, random(500), 500 + random(500), limits)) : '',
      random(16) === 0 ? await outcome(decompressBare(x, { model: 'order-1', ...limits })) : '',
    ].join(' | ');
    if (seen.has(found)) continue;
    seen.add(found);
    if (corpus.length < 400) corpus.push(x);
  }
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(Math.max(...memories)).toBeLessThanOrEqual(MEMORY_LIMIT);
  expect(memories.length).toBeGreaterThan(RUNS / 20);
  expect(seen.size).toBeGreaterThan(20);
});
