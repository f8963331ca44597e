/** The fields of docs/format.md, byte by byte, and the error of each. */
import { expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import { HeaderReader, HeaderWriter } from '../../src/format/bytes.js';
import { crc8, crc32c, frameChecksum } from '../../src/format/checksums.js';
import { FILTER_WORDS, writeFrameHeader } from '../../src/format/frame.js';
import { writeStreamHeader } from '../../src/format/header.js';
import { compress, decompress, StreamError, survey } from '../../src/index.js';

const text = (s: string): Uint8Array => new TextEncoder().encode(s);

/** A stream by hand: header, one frame header without its check byte, the rest. */
function stream(header: readonly number[], frame: readonly number[], rest: readonly number[]): Uint8Array {
  return Uint8Array.from([...header, ...frame, crc8([...header, ...frame]), ...rest]);
}

async function codeOf(archive: Uint8Array): Promise<string> {
  return decompress(archive).then(
    () => 'none',
    (error: unknown) => (error instanceof StreamError ? error.code : String(error)),
  );
}

const CRC_A = [0x30, 0x43, 0xd0, 0xc1]; // of 'a', lowest byte first

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
  const archive = stream([0xf5, 0x73, 0x10, 1], [0xc0, 1], [0x61, ...CRC_A]);
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
  const rest = [0x61, ...CRC_A];
  expect(await codeOf(text('hello'))).toBe('not-a-stream');
  expect(await codeOf(new Uint8Array(0))).toBe('not-a-stream');
  expect(await codeOf(stream([0xf5, 0x73, 0x20, 1], frame, rest))).toBe('unsupported-version');
  expect(await codeOf(stream([0xf5, 0x73, 0x14, 1], frame, rest))).toBe('unsupported-feature');
  expect(await codeOf(stream([0xf5, 0x73, 0x10, 77], frame, rest))).toBe('unsupported-model');
  expect(await codeOf(stream([0xf5, 0x73, 0x11, 1, 9], frame, rest))).toBe('unsupported-model');
  expect(await codeOf(stream([0xf5, 0x73, 0x12, 1, 3, 1, 1, 0xaa], frame, rest))).toBe('unsupported-prior');
  expect(await codeOf(stream([0xf5, 0x73, 0x12, 1, 2, 3, 0], frame, rest))).toBe('unsupported-feature');
  expect(await codeOf(stream([0xf5, 0x73, 0x12, 1, 2, 2, 0], frame, rest))).toBe('none'); // may be skipped
  expect(await codeOf(stream([0xf5, 0x73, 0x12, 1, 1, 2, 0], frame, rest))).toBe('damaged');
  expect(await codeOf(stream(header, [0xcf, 1], rest))).toBe('unsupported-feature'); // kind
  expect(await codeOf(stream(header, [0xca, 1], rest))).toBe('unsupported-feature');
  expect(await codeOf(stream(header, [0xe0, 9, 1], rest))).toBe('unsupported-feature'); // filter
  expect(await codeOf(stream(header, [0xe0, 3, 1], rest))).toBe('unsupported-feature');
  expect(await codeOf(stream(header, [0xc0, 9], rest))).toBe('truncated');
  expect(await codeOf(stream(header, [0x80, 0x81, 0x80, 0x80, 0x80, 0x10, 0], [0, 0, 0, 0]))).toBe('damaged');
  expect(await codeOf(stream(header, frame, [0x62, ...CRC_A]))).toBe('checksum-mismatch');
  expect(await codeOf(Uint8Array.from([...header, ...frame, 0, ...rest]))).toBe('damaged'); // check byte
});

test('coded words, by hand from the specification', async () => {
  const { Predictor } = await import('../../src/predictor.js');
  const content = text('good good good');
  const coded = Uint8Array.of(...text('good\n\n'), 0x80, 0x80, 0x80);
  const code = (await Predictor.create('order-0')).encode(coded);
  const checksum = new HeaderWriter();
  checksum.u32(frameChecksum(content, code));
  /** @param fields tag, stride, filter, filtered size, content size. */
  const archive = (...fields: number[]): Uint8Array =>
    stream([0xf5, 0x73, 0x10, 1], [...fields, code.length], [...code, ...checksum.done()]);
  const ofHeaders = (bytes: Uint8Array): string => {
    try {
      survey(bytes);
      return 'none';
    } catch (error) {
      return error instanceof StreamError ? error.code : String(error);
    }
  };

  const good = archive(0xb9, 0x81, 1, 2, 9, 14);
  expect(await decompress(good)).toEqual(content);
  const frame = survey(good).frames[0]!;
  const { kind, stride, filter, size, filteredSize } = frame;
  expect([kind, stride, filter, size, filteredSize]).toEqual([9, 129, FILTER_WORDS, 14, 9]);
  const written = new HeaderWriter();
  writeStreamHeader(written, { model: { id: 1, parameter: 0 } });
  writeFrameHeader(written, frame);
  expect(written.done()).toEqual(good.subarray(0, written.done().length));
  expect(await decompress(archive(0xb9, 0x80, 2, 2, 9, 14))).toEqual(content); // all codes of one byte

  // What the header alone shows: kind and filter that do not go together, a stride or a size out of range.
  expect(ofHeaders(archive(0x99, 0x81, 1, 14))).toBe('damaged');
  expect(ofHeaders(archive(0xd9, 0x81, 1, code.length))).toBe('damaged'); // stored as well
  expect(ofHeaders(archive(0xb1, 0x81, 1, 2, 9, 14))).toBe('damaged');
  expect(ofHeaders(archive(0xa1, 2, 9, 14))).toBe('damaged');
  expect(ofHeaders(archive(0xb9, 0x81, 1, 1, 14))).toBe('damaged');
  expect(ofHeaders(archive(0xa9, 2, 9, 14))).toBe('damaged');
  expect(ofHeaders(archive(0xb9, 0x7f, 2, 9, 14))).toBe('damaged');
  expect(ofHeaders(archive(0xb9, 0x81, 2, 2, 9, 14))).toBe('damaged');
  expect(ofHeaders(archive(0xb9, 0x81, 1, 2, 15, 14))).toBe('damaged');
  expect(ofHeaders(archive(0xb9, 0x81, 1, 2, 14, 14))).toBe('none');

  // What only the coded words show.
  for (const fields of [
    [0xb9, 0x81, 1, 2, 9, 13],
    [0xb9, 0x81, 1, 2, 9, 15],
    [0xb9, 0x81, 1, 2, 8, 14],
    [0xb9, 0x80, 1, 2, 9, 14], // codes of two bytes, the second lacks one
    [0xb9, 0x81, 1, 2, 9, 0x80, 0x80, 0x80, 0x80, 8], // 2^31 bytes of text, from 9
  ]) {
    expect(ofHeaders(archive(...fields))).toBe('none');
    const offset = 4 + fields.length + 2; // after the code size and the check byte
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
  expect(survey(archive).frames[0]!.stored).toBe(true);
  expect(await decompress(archive)).toEqual(x);
});

test('a hundred bytes pay at most 12 for header and checksum', async () => {
  const archive = await compress(INPUTS['prose']!.subarray(0, 100), { model: 'order-0' });
  expect(archive.length - survey(archive).frames[0]!.codeSize).toBeLessThanOrEqual(12);
});

test('frames: survey tells them, decompress joins them', async () => {
  const x = INPUTS['log']!;
  const archive = await compress(x, { model: 'order-1', frameSize: 1000 });
  const { frames, contentSize, model, streamSize } = survey(archive);
  expect([frames.length, contentSize, model, streamSize]).toEqual([
    Math.ceil(x.length / 1000),
    x.length,
    'order-1',
    archive.length,
  ]);
  expect(await decompress(archive)).toEqual(x);
});
