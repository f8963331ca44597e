/** The fields of docs/format.md, byte by byte, and the error of each. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import { writeFrameHeader } from '../../src/archive/frame.js';
import { writeStreamHeader } from '../../src/archive/header.js';
import { crc8, crc32c } from '../../src/base/checksums.js';
import { HeaderReader, HeaderWriter } from '../../src/base/header-bytes.js';
import { compress, compressBare, decompress, decompressBare, list, StreamError } from '../../src/index.js';
import { FILTER_WORDS } from '../../src/plan/transforms/filters.js';

const text = (s: string): Uint8Array => new TextEncoder().encode(s);

/** A stream by hand, of one frame: headers without their check byte; then the code, or what is stored. */
function stream(
  header: readonly number[],
  frame: readonly number[],
  code: readonly number[],
  content?: Uint8Array,
): Uint8Array {
  const head = [...header, ...frame, crc8([...header, ...frame])];
  const of = (bytes: readonly number[], before = 0): number => crc32c(Uint8Array.from(bytes), before);
  const checksum = new HeaderWriter();
  checksum.u32(of(head, content === undefined ? of(code) : of(code, crc32c(content))));
  return Uint8Array.from([...head, ...code, ...checksum.done()]);
}

async function codeOf(archive: Uint8Array): Promise<string> {
  return decompress(archive).then(
    () => 'none',
    (error: unknown) => (error instanceof StreamError ? error.code : String(error)),
  );
}

const A = [0x61];

test('checksums match their published check values', () => {
  expect(crc32c(text('123456789'))).toBe(0xe3069283);
  expect(crc32c(text('56789'), crc32c(text('1234')))).toBe(0xe3069283);
  expect(crc8(text('123456789'))).toBe(0xfb); // CRC-8/ROHC has other bits; this is poly 7, init ff, not reflected
});

test('varints hold what a number holds, in one way each', () => {
  for (const value of [0, 1, 127, 128, 300, 2 ** 31, 2 ** 32 + 5, Number.MAX_SAFE_INTEGER]) {
    const to = new HeaderWriter();
    to.varint(value);
    expect(new HeaderReader(to.done()).varint()).toBe(value);
  }
  for (const bad of [[0x80, 0], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x20], Array(9).fill(0x80)]) {
    expect(() => new HeaderReader(Uint8Array.from(bad)).varint()).toThrow(StreamError);
  }
});

test('a stored frame, written by hand from the specification', async () => {
  const archive = stream([0xf5, 0x73, 0x10, 1], [0xc0, 1], A);
  expect(await decompress(archive)).toEqual(text('a'));
  expect(await compress(text('a'), { model: 'order-0' })).toEqual(archive);
});

test('the empty content', async () => {
  const archive = await compress(new Uint8Array(0), { model: 'order-0' });
  expect(await decompress(archive)).toEqual(new Uint8Array(0));
  expect(archive.length).toBe(11);
});

test('each bad field has its error', async () => {
  const header = [0xf5, 0x73, 0x10, 1];
  const frame = [0xc0, 1];
  expect(await codeOf(text('hello'))).toBe('not-a-stream');
  expect(await codeOf(new Uint8Array(0))).toBe('not-a-stream');
  expect(await codeOf(stream([0xf5, 0x73, 0x20, 1], frame, A))).toBe('unsupported-version');
  expect(await codeOf(stream([0xf5, 0x73, 0x14, 1], frame, A))).toBe('unsupported-feature');
  expect(await codeOf(stream([0xf5, 0x73, 0x10, 77], frame, A))).toBe('unsupported-model');
  expect(await codeOf(stream([0xf5, 0x73, 0x11, 1, 9], frame, A))).toBe('unsupported-model');
  expect(await codeOf(stream([0xf5, 0x73, 0x12, 1, 6, 1, 4, 1, 2, 3, 4], frame, A))).toBe('unsupported-prior');
  expect(await codeOf(stream([0xf5, 0x73, 0x12, 1, 5, 1, 3, 1, 2, 3], frame, A))).toBe('damaged');
  expect(await codeOf(stream([0xf5, 0x73, 0x12, 1, 2, 21, 0], frame, A))).toBe('unsupported-feature');
  expect(await codeOf(stream([0xf5, 0x73, 0x12, 1, 2, 20, 0], frame, A))).toBe('none'); // may be skipped
  expect(await codeOf(stream([0xf5, 0x73, 0x12, 1, 1, 20, 0], frame, A))).toBe('damaged');
  expect(await codeOf(stream(header, [0xcf, 1], A))).toBe('unsupported-feature'); // kind
  expect(await codeOf(stream(header, [0xca, 1], A))).toBe('unsupported-feature');
  expect(await codeOf(stream(header, [0xe0, 9, 1], A))).toBe('unsupported-feature'); // filter
  expect(await codeOf(stream(header, [0xe0, 3, 1], A))).toBe('unsupported-feature');
  expect(await codeOf(stream(header, [0xc0, 9], A))).toBe('truncated');
  expect(await codeOf(stream(header, [0x80, 0x81, 0x80, 0x80, 0x80, 0x10, 0, 1], []))).toBe('damaged');
  expect(await codeOf(stream(header, [0x80, 1, 1, 1], [0]))).toBe('damaged'); // a code as long as its content
  expect(await codeOf(stream(header, [0x80, 9, 1, 0x81, 0x20], [0]))).toBe('damaged'); // memory
  const good = stream(header, frame, A);
  expect(await codeOf(good.with(7, 0x62))).toBe('checksum-mismatch');
  expect(await codeOf(good.with(6, 0))).toBe('damaged'); // check byte
});

test('coded words, by hand from the specification', async () => {
  const { Predictor } = await import('../../src/predictor/predictor.js');
  const content = text('good good good');
  const coded = Uint8Array.of(...text('good\n\n'), 0x80, 0x80, 0x80);
  const code = (await Predictor.create('order-0')).encode(coded);
  /** @param fields tag, stride, filter, filtered size, content size. */
  const archive = (...fields: number[]): Uint8Array =>
    stream([0xf5, 0x73, 0x10, 1], [...fields, ...(fields[0]! & 0x40 ? [] : [code.length, 1])], [...code], content);
  const ofHeaders = (bytes: Uint8Array): Promise<string> =>
    list(bytes).then(
      () => 'none',
      (error: unknown) => (error instanceof StreamError ? error.code : String(error)),
    );

  const good = archive(0xb9, 0x81, 1, 2, 9, 14);
  expect(await decompress(good)).toEqual(content);
  const frame = (await list(good)).frames[0]!;
  const { kind, stride, filter, size, filteredSize } = frame;
  expect([kind, stride, filter, size, filteredSize]).toEqual([9, 129, FILTER_WORDS, 14, 9]);
  const written = new HeaderWriter();
  writeStreamHeader(written, { model: { id: 1, parameter: 0 }, fields: {} });
  writeFrameHeader(written, frame);
  expect(written.done()).toEqual(good.subarray(0, written.done().length));
  expect(await decompress(archive(0xb9, 0x80, 2, 2, 9, 14))).toEqual(content); // all codes of one byte

  // What the header alone shows: kind and filter that do not go together, a stride or a size out of range.
  expect(await ofHeaders(archive(0x99, 0x81, 1, 14))).toBe('damaged');
  expect(await ofHeaders(archive(0xd9, 0x81, 1, code.length))).toBe('damaged'); // stored as well
  expect(await ofHeaders(archive(0xb1, 0x81, 1, 2, 9, 14))).toBe('damaged');
  expect(await ofHeaders(archive(0xa1, 2, 9, 14))).toBe('damaged');
  expect(await ofHeaders(archive(0xb9, 0x81, 1, 1, 14))).toBe('damaged');
  expect(await ofHeaders(archive(0xa9, 2, 9, 14))).toBe('damaged');
  expect(await ofHeaders(archive(0xb9, 0x7f, 2, 9, 14))).toBe('damaged');
  expect(await ofHeaders(archive(0xb9, 0x81, 2, 2, 9, 14))).toBe('damaged');
  expect(await ofHeaders(archive(0xb9, 0x81, 1, 2, 15, 14))).toBe('damaged');
  expect(await ofHeaders(archive(0xb9, 0x81, 1, 2, 14, 14))).toBe('none');

  // What only the coded words show.
  for (const fields of [
    [0xb9, 0x81, 1, 2, 9, 13],
    [0xb9, 0x81, 1, 2, 9, 15],
    [0xb9, 0x81, 1, 2, 8, 14],
    [0xb9, 0x80, 1, 2, 9, 14], // codes of two bytes, the second lacks one
    [0xb9, 0x81, 1, 2, 9, 0x80, 0x80, 0x80, 0x80, 8], // 2^31 bytes of text, from 9
  ]) {
    expect(await ofHeaders(archive(...fields))).toBe('none');
    const offset = 4 + fields.length + 3; // after the code size, the memory and the check byte
    await expect(decompress(archive(...fields))).rejects.toMatchObject({ code: 'damaged', offset });
  }
});

test('limits are kept before anything is decoded', async () => {
  const archive = await compress(INPUTS['zeros']!, { model: 'order-0' });
  await expect(decompress(archive, { sizeLimit: 39999 })).rejects.toMatchObject({ code: 'size-limit' });
  await expect(decompress(archive, { memoryLimit: 1000 })).rejects.toMatchObject({ code: 'memory-limit' });
  expect(await decompress(archive, { sizeLimit: 40000, memoryLimit: 1 << 24 })).toEqual(INPUTS['zeros']);
});

test('what does not shrink is stored, and costs its header', async () => {
  const x = INPUTS['random']!;
  const archive = await compress(x, { model: 'order-2' });
  expect(archive.length).toBe(x.length + 13);
  expect((await list(archive)).frames[0]!.stored).toBe(true);
  expect(await decompress(archive)).toEqual(x);
});

test('a hundred bytes pay at most 13 for header and checksum', async () => {
  const archive = await compress(INPUTS['prose']!.subarray(0, 100), { model: 'order-0' });
  expect(archive.length - (await list(archive)).frames[0]!.codeSize).toBeLessThanOrEqual(13);
});

test('frames: list tells them, decompress joins them', async () => {
  const x = INPUTS['log']!;
  const archive = await compress(x, { model: 'order-1', frameSize: 1000 });
  const { frames, contentSize, model, streamSize, memory } = await list(archive);
  expect([frames.length, contentSize, model, streamSize]).toEqual([
    Math.ceil(x.length / 1000),
    x.length,
    'order-1',
    archive.length,
  ]);
  expect(memory).toBe(Math.max(...frames.map((frame) => frame.memory)));
  expect(await decompress(archive)).toEqual(x);
});

test('metadata come back as they were given', async () => {
  for (const metadata of [
    {},
    { name: 'naïve ☃.txt' },
    { modified: new Date(-1), mode: 0o4755 },
    { modified: new Date(-1), modifiedNanoseconds: 999_999 },
    { name: 'a', modified: new Date(1e12 + 7), mode: 0, mediaType: 'text/plain; charset=utf-8' },
  ]) {
    const archive = await compress(text('x'), { model: 'order-0', metadata });
    expect((await list(archive)).metadata).toEqual(metadata);
    expect(await decompress(archive)).toEqual(text('x'));
  }
});

test('fields: each bad one is damaged', async () => {
  const withFields = (...fields: number[]): Promise<string> =>
    codeOf(stream([0xf5, 0x73, 0x12, 1, fields.length, ...fields], [0xc0, 1], A));
  expect(await withFields(2, 1, 1)).toBe('none');
  for (const bad of [
    [2, 1, 2], // another content size
    [2, 2, 1, 0], // more than the value
    [2, 0], // less
    [2, 9, 1], // beyond the fields
    [2, 1, 1, 2, 1, 1], // twice
    [4, 1, 0x61, 2, 1, 1], // out of order
    [4, 0], // no name
    [4, 1, 0x2f], // a folder
    [4, 2, 0x2e, 0x2e],
    [4, 2, 0x61, 0],
    [4, 1, 0xff], // not UTF-8
    [8, 2, 0x80, 0x20], // mode
    [10, 2, 0x61, 0x62], // no media type
    [0, 0],
    [12, 1, 1], // nanoseconds without a time
    [6, 1, 0, 12, 1, 0], // none
    [6, 1, 0, 12, 3, 0xc0, 0x84, 0x3d], // a million
  ]) {
    expect(await withFields(...bad), String(bad)).toBe('damaged');
  }
  // A size of fields that nothing can have is refused before that many bytes are waited for.
  expect(await codeOf(Uint8Array.from([0xf5, 0x73, 0x12, 1, 0xff, 0xff, 0xff, 0x7f, 0]))).toBe('damaged');
});

test('a told size is told, and held to', async () => {
  const x = INPUTS['log']!;
  const archive = await compress(x, { model: 'order-0', size: x.length, frameSize: 5000 });
  expect(await decompress(archive)).toEqual(x);
  for (const size of [x.length - 1, x.length + 1]) {
    await expect(compress(x, { model: 'order-0', size, frameSize: 5000 })).rejects.toBeInstanceOf(RangeError);
  }
});

test('a length of the bare form is 1, 2 or a few bytes', async () => {
  for (const [n, bytes] of [
    [0, [0]],
    [239, [239]],
    [240, [240, 0]],
    [4079, [254, 255]],
    [4080, [255, 0]],
    [4300, [255, 220, 1]],
  ] as const) {
    const message = new Uint8Array(n);
    const bare = await compressBare(message, { model: 'order-0' });
    const { Predictor } = await import('../../src/predictor/predictor.js');
    const code = (await Predictor.create('order-0', { size: n, kind: 1 })).encode(message);
    expect(bare).toEqual(Uint8Array.from([...bytes, ...code]));
    expect(await decompressBare(bare, { model: 'order-0' })).toEqual(message);
  }
  await expect(decompressBare(Uint8Array.of())).rejects.toMatchObject({ code: 'truncated' });
  await expect(decompressBare(Uint8Array.of(255, 0x80, 0x80, 0x80, 0x80, 8))).rejects.toMatchObject({
    code: 'damaged',
  });
  await expect(decompressBare(Uint8Array.of(99), { sizeLimit: 98 })).rejects.toMatchObject({ code: 'size-limit' });
});

test('the streams of docs/format.md are those that are written', async () => {
  const format = readFileSync(new URL('../../../../docs/format.md', import.meta.url), 'utf8');
  const blocks = format
    .split('## Example')[1]!
    .split('## Bare')[0]!
    .match(/```[^`]*```/g)!;
  const streams = blocks.map((block) =>
    Uint8Array.from(
      [...block.matchAll(/^((?:[0-9a-f]{2} )+) +\S/gm)].flatMap(([, hex]) =>
        hex!
          .trim()
          .split(' ')
          .map((byte) => parseInt(byte, 16)),
      ),
    ),
  );
  const content = text('a'.repeat(20) + 'b'.repeat(12));
  const written = [
    await compress(text('a'), { model: 'order-0' }),
    await compress(content, { model: 'order-2', frameSize: 20, metadata: { name: 'ab', mode: 0o644 } }),
  ];
  expect(streams).toEqual(written);
});
