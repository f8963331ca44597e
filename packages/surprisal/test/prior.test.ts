/**
 * Laws of prior knowledge.
 *
 * Law primer: a primer is what came before the content: it costs what it costs after the primer, in every model.
 * Law same prior: archives come back with the prior that made them, on every way through the library, and with no other.
 * Law prior file: `load` undoes `save`; whatever else it is given is a StreamError.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { collected } from '../src/base/byte-streams.js';
import { crc32c } from '../src/base/checksums.js';
import { sha256 } from '../src/base/sha256.js';
import { compress, compressBare, decompress, decompressBare, list, Prior, range, StreamError } from '../src/index.js';
import { Predictor } from '../src/predictor/predictor.js';
import { ContentKind } from '../src/registry/kinds.js';
import { descriptions } from '../src/uses/mdl.js';
import { join, split } from './support/bytes.js';

const PROSE = INPUTS['prose']!;
const BEFORE = PROSE.subarray(0, 6000);
const X = PROSE.subarray(6000, 9000);
const PRIOR = Prior.create([{ primer: BEFORE }]);
const any = (value: unknown): never => value as never;
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

describe.each(['order-2', 'ppm', 'cm-fast', 'cm', 'two-part'])('%s', (model) => {
  test('law primer: what it costs after the primer', async () => {
    const primed = await Predictor.create(model, { size: X.length, prior: PRIOR, kind: ContentKind.TEXT });
    const given = await Predictor.create(model, { size: X.length + BEFORE.length, kind: ContentKind.TEXT });
    expect(primed.bits(X)).toBe(given.given(BEFORE).bits(X));
  });

  test('law same prior: the archive is shorter by what the primer is worth, and comes back', async () => {
    const archive = await compress(X, { model, prior: PRIOR });
    expect(archive.length).toBeLessThan(0.93 * (await compress(X, { model })).length);
    expect(await decompress(archive, { prior: PRIOR })).toEqual(X);
  });
});

describe('on every way', () => {
  const options = { model: 'order-1', frameSize: 700, prior: PRIOR };
  async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
    yield* split(bytes, [1, 500, 700]);
  }

  test('law same prior: streams, ranges, bare messages', async () => {
    const archive = await compress(X, options);
    expect(join(...(await collected(compress(pieces(X), { ...options, size: X.length }))))).not.toEqual(X);
    expect(join(...(await collected(decompress(pieces(archive), { prior: PRIOR }))))).toEqual(X);
    expect(await range(archive, 650, 1500, { prior: PRIOR })).toEqual(X.slice(650, 1500));
    const message = await compressBare(X, { prior: PRIOR });
    expect(await decompressBare(message, { prior: PRIOR })).toEqual(X);
    expect(message.length).toBeLessThan((await compressBare(X)).length);
  });

  test.each([
    ['without it', {}],
    ['with none', { prior: 'none' as const }],
    ['with another', { prior: Prior.create([{ primer: utf8('other') }]) }],
  ])('law same prior: %s it is refused, by name', async (_, wrong) => {
    const archive = await compress(X, options);
    for (const call of [
      () => decompress(archive, wrong),
      () => collected(decompress(pieces(archive), wrong)),
      () => range(archive, 1, 2, wrong),
    ]) {
      const error = await Promise.resolve(call()).catch((e: unknown) => e);
      expect(error).toMatchObject({ code: 'unsupported-prior' });
      expect((error as Error).message).toContain(PRIOR.hash.slice(0, 16));
    }
  });

  test('its name is listed; archives without one need none', async () => {
    expect((await list(await compress(X, options))).prior).toBe(PRIOR.hash.slice(0, 16));
    const cold = await compress(X, { ...options, prior: 'none' });
    expect('prior' in (await list(cold))).toBe(false);
    expect(await compress(X, { ...options, prior: 'default' })).toEqual(cold);
    expect(await decompress(cold, { prior: PRIOR })).toEqual(X);
  });

  test('law golden: a prior keeps its name, and its archives their bytes', async () => {
    expect(PRIOR.hash.slice(0, 16)).toBe('b62a012cb254272d');
    expect(sha256(await compress(X, { level: 'fast', prior: PRIOR })).slice(0, 16)).toBe('58943663f29593f8');
  });

  test('law same prior: a clone, as workers have it, is as good', async () => {
    expect(await compress(X, { ...options, prior: structuredClone(PRIOR) })).toEqual(await compress(X, options));
  });
});

describe('what a prior is for', () => {
  test('a primer is read before content of its kind only; any other kind has the one for all', async () => {
    const prior = Prior.create([
      { primer: utf8('for all kinds '.repeat(20)) },
      { primer: utf8('for text '.repeat(20)), kind: ContentKind.TEXT },
    ]);
    const bits = async (kind: number, text: string): Promise<number> =>
      (await Predictor.create('ppm', { kind, prior })).bits(utf8(text));
    expect(await bits(ContentKind.TEXT, 'for text for text')).toBeLessThan(30);
    expect(await bits(ContentKind.TEXT, 'all kinds')).toBeGreaterThan(30);
    expect(await bits(ContentKind.BINARY, 'for all kinds for all')).toBeLessThan(30);
    expect(await bits(ContentKind.BINARY, 'for text')).toBeGreaterThan(20);
  });

  test('text that is primed has no codes for its words, unless it is long', async () => {
    const text = utf8('the same few words again and again, the same few words. '.repeat(400));
    const kindOf = async (options: object, content: Uint8Array): Promise<number> =>
      (await list(await compress(content, { level: 'fast', ...options }))).frames[0]!.kind;
    expect(await kindOf({}, text)).toBe(ContentKind.WORDS);
    expect(await kindOf({ prior: PRIOR }, text)).toBe(ContentKind.TEXT);
    const long = join(...Array.from({ length: 50 }, () => text));
    expect(await kindOf({ prior: PRIOR }, long)).toBe(ContentKind.WORDS);
  });

  test('weights are not coded with the content', async () => {
    const [{ weights, dataBits, bits } = any(0)] = await descriptions(X, { cells: [2] });
    const prior = Prior.create([{ model: 'net-2', weights }]);
    const archive = await compress(X, { model: 'net-2', prior });
    expect(archive.length).toBeLessThan(dataBits / 8 + 40);
    expect(archive.length).toBeLessThan(bits / 8 - 20);
    expect(await decompress(archive, { prior })).toEqual(X);
    const other = await compress(X, { model: 'net-3', prior });
    expect(await decompress(other, { prior })).toEqual(X);
  });

  test('weights of another network are an error, not wrong bytes', async () => {
    const [{ weights } = any(0)] = await descriptions(X, { cells: [2] });
    const prior = Prior.create([{ model: 'net-3', weights }]);
    await expect(compress(X, { model: 'net-3', prior })).rejects.toMatchObject({ code: 'unsupported-prior' });
  });

  test('forks and snapshots know what they were made with', async () => {
    const primed = await Predictor.create('order-2', { prior: PRIOR });
    expect((await primed.fork()).bits(X)).toBe((await Predictor.create('order-2', { prior: PRIOR })).bits(X));
    const cold = await Predictor.create('order-2', { prior: 'none' });
    expect(() => cold.restore(primed.snapshot())).toThrow('snapshot');
  });
});

describe('files', () => {
  const parts = fc.uniqueArray(
    fc.record({
      kind: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
      primer: fc.uint8Array({ minLength: 1, maxLength: 300 }),
    }),
    { selector: ({ kind }) => kind, minLength: 1, maxLength: 11 },
  );

  test('law prior file: load undoes save, and the hash is that of the file', () =>
    fc.assert(
      fc.property(parts, (list) => {
        const prior = Prior.create(list);
        const loaded = Prior.load(prior.save());
        expect(loaded.parts).toEqual(prior.parts);
        expect(loaded.hash).toBe(prior.hash);
        expect(prior.hash).toBe(createHash('sha256').update(prior.save()).digest('hex'));
      }),
    ));

  test('law prior file: every damaged bit and every cut is an error', () => {
    const file = Prior.create([{ primer: utf8('a primer') }, { primer: utf8('of text'), kind: 1 }]).save();
    for (let bit = 0; bit < 8 * file.length; bit++) {
      const damaged = file.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => Prior.load(damaged), `bit ${bit}`).toThrow(StreamError);
    }
    for (let n = 0; n < file.length; n++) expect(() => Prior.load(file.subarray(0, n)), `${n}`).toThrow(StreamError);
    expect(() => Prior.load(join(file, Uint8Array.of(0)))).toThrow(StreamError);
  });

  test('law prior file: whatever the bytes behind a good head, load throws a StreamError or returns', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const head = join(Uint8Array.of(0xf5, 0x70, 1), bytes);
        try {
          Prior.load(join(head, checksumOf(head)));
        } catch (error) {
          expect(error).toBeInstanceOf(StreamError);
        }
      }),
      { numRuns: 3000 },
    ));

  test('bad arguments', () => {
    const primer = utf8('x');
    for (const [list, error] of [
      [any('x'), TypeError],
      [[], RangeError],
      [[{ primer: any('text') }], TypeError],
      [[{ primer: utf8('') }], RangeError],
      [[{ primer, kind: 10 }], RangeError],
      [[{ primer }, { primer }], RangeError],
      [[{ weights: primer, model: 'cm' }], RangeError],
    ] as const) {
      expect(() => Prior.create(list)).toThrow(error);
    }
  });

  test.each([
    ['a name', 'best'],
    ['an object', {}],
    ['bytes', utf8('x')],
    ['null', null],
  ])('the option prior is not %s', async (_, prior) => {
    await expect(compress(X, { prior: any(prior) })).rejects.toBeInstanceOf(TypeError);
    await expect(decompress(X, { prior: any(prior) })).rejects.toBeInstanceOf(TypeError);
    await expect(Predictor.create('cm', { prior: any(prior) })).rejects.toBeInstanceOf(TypeError);
  });
});

function checksumOf(bytes: Uint8Array): Uint8Array {
  const crc = crc32c(bytes);
  return Uint8Array.of(crc, crc >>> 8, crc >>> 16, crc >>> 24);
}

test('SHA-256 is that of another implementation, at every length of two blocks', () => {
  for (let n = 0; n < 200; n++) {
    const bytes = PROSE.subarray(n, 2 * n);
    expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});
