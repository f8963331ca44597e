/** Law damage: whatever happens to an archive, decompress gives the content or a StreamError, and soon. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import { compress, decompress, list, StreamError } from '../../src/index.js';
import { FILTER_WORDS } from '../../src/plan/transforms/filters.js';
import { repeated } from '../support/bytes.js';
import { MODELS } from '../support/models.js';

const CONTENT = INPUTS['json']!.subarray(0, 300);

/** The StreamError of a bad archive. */
async function refusal(archive: Uint8Array): Promise<StreamError> {
  const error = await decompress(archive).then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(StreamError);
  return error as StreamError;
}

const small = MODELS.filter((model) => !/order-[1356]/.test(model));

describe.each(small)('%s', (model) => {
  test('law damage: every truncation is refused', async () => {
    const archive = await compress(CONTENT, { model });
    for (let n = 0; n < archive.length; n++) {
      const { code, offset } = await refusal(archive.subarray(0, n));
      expect(['not-a-stream', 'truncated']).toContain(code);
      expect(offset).toBeLessThanOrEqual(n);
    }
  });

  test('law damage: every flipped byte is refused', async () => {
    const archive = await compress(CONTENT, { model });
    const step = model.startsWith('order') ? 1 : 3;
    for (let at = 0; at < archive.length; at += at < 12 ? 1 : step) {
      const damaged = archive.slice();
      damaged[at]! ^= 1 + ((at * 37) % 255);
      await refusal(damaged);
    }
  });
});

test('law damage: no header is believed before it is checked', async () => {
  const archive = await compress(CONTENT, { model: 'order-0', metadata: { name: 'of the content' } });
  const frame = (await list(archive)).frames[0]!;
  const headerBytes = archive.length - frame.codeSize - 4;
  expect(headerBytes).toBeGreaterThan(20);
  for (let at = 0; at < headerBytes; at++) {
    const damaged = archive.slice();
    damaged[at]! ^= 0x40;
    await expect(list(damaged), `byte ${at}`).rejects.toThrow(StreamError); // it reads headers alone
  }
});

test('law damage: coded words are covered too', async () => {
  const content = repeated(new TextEncoder().encode('The more often a word comes, the less it says. '), 1200);
  const archive = await compress(content, { model: 'cm-fast' });
  expect((await list(archive)).frames[0]).toMatchObject({ filter: FILTER_WORDS, stored: false });
  for (let at = 0; at < archive.length; at++) {
    const damaged = archive.slice();
    damaged[at]! ^= 1 + ((at * 37) % 255);
    await refusal(damaged);
    await refusal(archive.subarray(0, at));
  }
});

test('law damage: frames and trailer are covered too', async () => {
  const archive = await compress(CONTENT, { model: 'order-0', frameSize: 90 });
  expect(await decompress(archive)).toEqual(CONTENT);
  for (let at = 0; at < archive.length; at++) {
    const damaged = archive.slice();
    damaged[at]! ^= 0x40;
    await refusal(damaged);
    await refusal(archive.subarray(0, at));
  }
});

test('law damage: anything else is refused as well', () =>
  fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), fc.nat(12), async (x, keep) => {
      const archive = await compress(CONTENT, { model: 'order-0' });
      await refusal(Uint8Array.from([...archive.subarray(0, keep), 0, ...x]));
    }),
    { numRuns: 100 },
  ));

test('bytes after the end are refused', async () => {
  const archive = await compress(CONTENT, { model: 'order-0' });
  expect((await refusal(Uint8Array.from([...archive, 0]))).code).toBe('trailing-data');
});

test('a code that is too short for its content is noticed before the content is whole', async () => {
  const { Predictor } = await import('../../src/predictor/predictor.js');
  const code = (await Predictor.create('order-0')).encode(CONTENT);
  const p = await Predictor.create('order-0');
  expect(() => p.decode(code, 2 ** 40)).toThrow(StreamError);
});
