/** Explanations: each byte's cost and what was expected in its place; passages, curves, the page. */
import { expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { Predictor } from '../src/predictor/predictor.js';
import { charactersOf, curveOf, explain, linesOf, page, passages } from '../src/uses/explain/index.js';
import { PAGE_SCRIPT } from '../src/uses/explain/page-script.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const LOG = INPUTS['log']!.subarray(0, 3000);

test('the costs are those of a predictor that is told the kind of content, with predictions or without', async () => {
  const plain = await explain(LOG, { model: 'order-2' });
  const predictor = await Predictor.create('order-2', { size: LOG.length, kind: 1 });
  expect(plain.bits).toEqual(predictor.surprisal(LOG));
  expect(plain.total).toBeCloseTo(
    plain.bits.reduce((sum, b) => sum + b, 0),
    6,
  );
  const told = await explain(LOG, { model: 'order-2', top: 3 });
  expect(told.bits).toEqual(plain.bits);
});

test('predictions come likeliest first, and the one that was right has the probability that was paid', async () => {
  const { bits, bytes, top, predicted, probabilities } = await explain(LOG.subarray(0, 800), {
    model: 'order-1',
    top: 16,
  });
  let right = 0;
  for (let i = 0; i < bytes.length; i++) {
    const row = probabilities.subarray(i * top, (i + 1) * top);
    expect([...row].sort((a, b) => b - a)).toEqual([...row]);
    expect(row.reduce((sum, p) => sum + p, 0)).toBeLessThanOrEqual(1.000001);
    const rank = predicted.subarray(i * top, (i + 1) * top).indexOf(bytes[i]!);
    if (rank < 0) continue;
    right++;
    // The predictor learns between the bits of a byte, but what it learns there it does not look at in that byte.
    expect(-Math.log2(row[rank]!)).toBeCloseTo(bits[i]!, 2);
  }
  expect(right).toBeGreaterThan(bytes.length / 2);
});

test('characters, lines and the curve lose no bit', () => {
  const bytes = utf8('naïve ☃ 𝄞\nsecond line\n\nlast');
  const bits = Float32Array.from(bytes, (_, i) => i % 7);
  const total = bits.reduce((sum, b) => sum + b, 0);
  const characters = charactersOf(bytes, bits);
  const decoder = new TextDecoder();
  expect(characters.map(({ start, end }) => decoder.decode(bytes.subarray(start, end))).join('')).toBe(
    decoder.decode(bytes),
  );
  expect(characters).toHaveLength([...decoder.decode(bytes)].length);
  const lines = linesOf(bytes, bits);
  expect(lines.map(({ start, end }) => decoder.decode(bytes.subarray(start, end)))).toEqual([
    'naïve ☃ 𝄞\n',
    'second line\n',
    '\n',
    'last',
  ]);
  for (const parts of [characters, lines]) expect(parts.reduce((sum, part) => sum + part.bits, 0)).toBe(total);
  for (const points of [1, 5, bytes.length, 1000]) {
    const curve = curveOf(bits, points);
    expect(curve).toHaveLength(Math.min(points, bytes.length));
    if (points === 1) expect(curve[0]).toBeCloseTo(total / bytes.length, 12);
  }
  // Bytes that are no UTF-8 stand for themselves.
  expect(charactersOf(Uint8Array.of(0xff, 0xc3, 0x28, 0xe2, 0x98), new Float32Array(5))).toHaveLength(5);
});

test('the dearest and the cheapest passage are where they were put', () => {
  const bytes = new Uint8Array(2000).fill(97);
  const bits = new Float32Array(2000).fill(2);
  bits.fill(9, 800, 880);
  bits.fill(0, 1200, 1280);
  const { dearest, cheapest } = passages(bytes, bits, 2);
  expect(dearest[0]).toEqual({ start: 800, end: 880, bits: 720 });
  expect(cheapest[0]).toEqual({ start: 1200, end: 1280, bits: 0 });
  expect(passages(new Uint8Array(0), new Float32Array(0), 5)).toEqual({ dearest: [], cheapest: [] });
});

test('the page holds all of it, asks for nothing, and says no more than it was given', async () => {
  const bytes = utf8('<script>alert("&")</script> is only text here. '.repeat(20));
  const explanation = await explain(bytes, { model: 'order-2', top: 3 });
  const html = page(explanation, { title: '<b>.txt' });
  expect(html).toContain('&#60;b&#62;.txt');
  expect(html).not.toMatch(/<b>\.txt|alert\("/);
  expect(html).not.toMatch(/(src|href)="(?!#")/);
  const data = JSON.parse(/<script type="application\/json" id="data">(.*)<\/script>/.exec(html)![1]!);
  expect(Buffer.from(data.bytes, 'base64').equals(bytes)).toBe(true);
  expect([...Buffer.from(data.bits, 'base64')]).toEqual(Array.from(explanation.bits, (b) => Math.round(b * 10)));
  expect(Buffer.from(data.predicted, 'base64')).toHaveLength(3 * bytes.length);
  expect(html.length).toBeLessThan(14 * bytes.length + 25_000); // 100 KB of text: below 1.5 MB
  expect(() => new Function(PAGE_SCRIPT)).not.toThrow();
  expect(PAGE_SCRIPT).not.toContain('</script');
});

test('two models are compared on the same bytes, and on no others', async () => {
  const [a, b] = [await explain(LOG, { model: 'order-0' }), await explain(LOG, { model: 'order-2' })];
  expect(page(a, { against: b })).toContain('under <b>order-2</b>');
  const other = await explain(LOG.subarray(1), { model: 'order-2' });
  expect(() => page(a, { against: other })).toThrow(RangeError);
});

test('nothing at all, and bytes that are no text', async () => {
  expect(page(await explain(new Uint8Array(0), { model: 'order-0' }))).toContain('0 bytes');
  const html = page(await explain(INPUTS['random']!, { model: 'order-0' }));
  expect(html).toContain('"isText":false');
});

test('bad arguments, an abort', async () => {
  await expect(explain(LOG, { top: 17 })).rejects.toBeInstanceOf(RangeError);
  await expect(explain(LOG, { level: 'fast', model: 'cm' })).rejects.toBeInstanceOf(TypeError);
  await expect(explain('text' as never)).rejects.toBeInstanceOf(TypeError);
  await expect(explain(LOG, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});
