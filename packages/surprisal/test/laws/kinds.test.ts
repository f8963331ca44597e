/** The laws of coding, measuring and state, for every kind of content that a mixer has a view of. */
import { describe, expect, test } from 'vitest';
import { Kernel } from '../../src/predictor/kernel.js';
import { Predictor } from '../../src/predictor/predictor.js';
import { modelOf } from '../../src/registry/models.js';
import { join } from '../support/bytes.js';
import { KINDS, type KindCase } from '../support/kinds.js';
import { MIXERS } from '../support/models.js';

/** Where the kernel's tables begin: kernel/memory.ts. */
const ARENA_START = 1 << 20;
const SIZE = 4096;

describe.each(MIXERS)('%s', (model) => {
  describe.each(KINDS)('$name', ({ kind, stride, content }: KindCase) => {
    const fresh = (): Promise<Predictor> => Predictor.create(model, { size: SIZE, kind, stride });
    const [x, y] = [content.subarray(0, 400), content.subarray(400, 500)];
    /** The same with a break in it: matches and runs are given up. */
    const broken = join(x.subarray(0, 150), Uint8Array.of(7, 0, 255), x.subarray(0, 150), new Uint8Array(40));

    test('law decode∘encode: decoding an encoding gives the content back, as long as the information it carries', async () => {
      for (const z of [x, broken]) {
        const code = (await fresh()).encode(z);
        expect((await fresh()).decode(code, z.length)).toEqual(z);
        const bits = (await fresh()).bits(z);
        expect(code.length).toBeGreaterThanOrEqual(Math.floor(bits / 8) - 4);
        expect(code.length).toBeLessThanOrEqual((bits / 8) * 1.0001 + 1.5);
      }
    });

    test('law chain rule: bits(xy) = bits(x) + bits(y | x), and asking what comes next changes nothing', async () => {
      const whole = (await fresh()).bits(join(x, y));
      const p = await fresh();
      const first = p.bits(x);
      const next = p.next();
      expect(next.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      expect(p.next()).toEqual(next);
      expect(first + p.bits(y)).toBeCloseTo(whole, 6);
    });

    test('law snapshot: restored, it goes on as if nothing had come between', async () => {
      const p = (await fresh()).given(x);
      const snapshot = p.snapshot();
      const expected = p.surprisal(y);
      expect(p.given(broken).restore(snapshot).surprisal(y)).toEqual(expected);
      expect((await fresh()).restore(snapshot).surprisal(y)).toEqual(expected);
    });

    test('law frozen: what was learned stays as it is, but for the history, and next() is what each byte then costs', async () => {
      const kernel = (await Kernel.create({ model: modelOf(model), size: SIZE, kind, stride }))!;
      kernel.measure(x);
      kernel.learning = false;
      const before = kernel.state.slice(ARENA_START);
      kernel.measure(y);
      const changed = kernel.state.subarray(ARENA_START).reduce((n, byte, i) => n + (byte === before[i] ? 0 : 1), 0);
      expect(changed).toBeLessThanOrEqual(y.length);
      const p = (await fresh()).given(x).freeze();
      const next = p.next();
      expect(-Math.log2(next[y[0]!]!)).toBeCloseTo(p.bits(y.subarray(0, 1)), 6);
    });
  });
});
