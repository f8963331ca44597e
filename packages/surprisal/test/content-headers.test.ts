import { deepStrictEqual } from 'node:assert';
import { describe, test } from 'vitest';
import { analyse } from '../src/plan/detect/detect.ts';
import { readHeader } from '../src/plan/detect/headers/index.ts';
import { isX86Program } from '../src/plan/detect/headers/program.ts';
import { ContentKind } from '../src/registry/kinds.ts';
import { noise } from './content-made.ts';

// The content is noise, so that only the header can tell.

/** Numbers as 'u8', 'u16' or 'u32', in turn. */
function fields(little: boolean, ...parts: readonly (string | readonly [8 | 16 | 32, ...number[]])[]): Uint8Array {
  const out: number[] = [];
  for (const part of parts) {
    if (typeof part === 'string') out.push(...[...part].map((c) => c.charCodeAt(0)));
    else {
      const [bits, ...numbers] = part;
      for (const x of numbers) {
        const bytes = Array.from({ length: bits / 8 }, (_, i) => Math.floor(x / 256 ** i) % 256);
        out.push(...(little ? bytes : bytes.reverse()));
      }
    }
  }
  return Uint8Array.from(out);
}

const withBody = (head: Uint8Array, length: number) => Uint8Array.from([...head, ...noise(9, length)]);

function bmp(width: number, rows: number, bits: number): Uint8Array {
  const stride = Math.ceil((width * bits) / 32) * 4;
  const head = fields(true, 'BM', [32, 0, 0, 54, 40, width, rows], [16, 1, bits], [32, 0, 0, 0, 0, 0, 0]);
  return withBody(head, stride * Math.abs(rows | 0));
}

function tiff(little: boolean, width: number, rows: number, sampleBits: number, samples: number): Uint8Array {
  const entry = (tag: number, value: number) =>
    [
      [16, tag, 3],
      [32, 1],
      [16, value, 0],
    ] as const;
  const head = fields(
    little,
    little ? 'II' : 'MM',
    [16, 42],
    [32, 8],
    [16, 7],
    ...entry(256, width),
    ...entry(257, rows),
    ...entry(258, sampleBits),
    ...entry(259, 1),
    ...entry(262, 1),
    ...entry(273, 98),
    ...entry(277, samples),
    [32, 0],
  );
  return withBody(head, (width * rows * samples * sampleBits) / 8);
}

function wave(channels: number, bits: number, length: number): Uint8Array {
  const head = fields(
    true,
    'RIFF',
    [32, length + 36],
    'WAVEfmt ',
    [32, 16],
    [16, 1, channels],
    [32, 44100, 44100 * channels * 2],
    [16, (channels * bits) / 8, bits],
    'data',
    [32, length],
  );
  return withBody(head, length);
}

function aiff(coding: string, length: number): Uint8Array {
  const form = coding ? 'AIFC' : 'AIFF';
  const common = fields(false, [16, 2], [32, length / 4], [16, 16], [8, ...Array(10).fill(0)], coding);
  const head = fields(false, 'FORM', [32, length + 60], form, 'COMM', [32, common.length], [8, ...common], 'SSND', [
    32,
    length + 8,
    0,
    0,
  ]);
  return withBody(head, length);
}

/** @param implicit without value representations, and without a preamble. */
function dicom(implicit: boolean, width: number, rows: number, frames: number): Uint8Array {
  const number = (group: number, element: number, x: number) =>
    implicit
      ? ([
          [16, group, element],
          [32, 2],
          [16, x],
        ] as const)
      : ([[16, group, element], 'US', [16, 2, x]] as const);
  const length = 2 * width * rows * frames;
  const head = fields(
    true,
    ...(implicit ? [] : [[8, ...Array(128).fill(0)] as const, 'DICM']),
    ...number(0x0008, 0x0001, 0),
    ...number(0x0028, 0x0002, 1),
    ...number(0x0028, 0x0010, rows),
    ...number(0x0028, 0x0011, width),
    ...number(0x0028, 0x0100, 16),
    [16, 0x7fe0, 0x0010],
    ...(implicit ? ([[32, length]] as const) : (['OW', [16, 0], [32, length]] as const)),
  );
  return withBody(head, length);
}

describe('pictures', () => {
  test('BMP', () => {
    deepStrictEqual(analyse(bmp(101, 50, 24)), { kind: ContentKind.RGB24, stride: 304 });
    deepStrictEqual(analyse(bmp(101, 2 ** 32 - 50, 8)), { kind: ContentKind.GREY8, stride: 104 });
    deepStrictEqual(analyse(bmp(801, 50, 1)), { kind: ContentKind.BITMAP, stride: 104 });
    deepStrictEqual(analyse(bmp(40, 50, 32)), { kind: ContentKind.RECORDS, stride: 4 });
  });
  test('PBM, PGM, PPM', () => {
    const pnm = (head: string, length: number) => analyse(withBody(fields(true, head), length));
    deepStrictEqual(pnm('P4 81 90\n', 11 * 90), { kind: ContentKind.BITMAP, stride: 11 });
    deepStrictEqual(pnm('P5\n# made\n70 90\n255\n', 6300), { kind: ContentKind.GREY8, stride: 70 });
    deepStrictEqual(pnm('P5\n70 90\n4095\n', 12600), { kind: ContentKind.RECORDS, stride: 140 });
    deepStrictEqual(pnm('P6\n70 90\n255\n', 18900), { kind: ContentKind.RGB24, stride: 210 });
  });
  test('TGA', () => {
    const head = fields(true, [8, 0, 0, 2, 0, 0, 0, 0, 0], [16, 0, 0, 60, 40], [8, 24, 0]);
    deepStrictEqual(analyse(withBody(head, 60 * 40 * 3)), { kind: ContentKind.RGB24, stride: 180 });
  });
  test('TIFF', () => {
    deepStrictEqual(analyse(tiff(true, 60, 40, 16, 1)), { kind: ContentKind.GREY16, stride: 120 });
    deepStrictEqual(analyse(tiff(false, 60, 40, 16, 1)), { kind: ContentKind.RECORDS, stride: 120 });
    deepStrictEqual(analyse(tiff(false, 60, 40, 8, 3)), { kind: ContentKind.RGB24, stride: 180 });
  });
  test('DICOM', () => {
    for (const implicit of [false, true]) {
      deepStrictEqual(analyse(dicom(implicit, 64, 32, 5)), { kind: ContentKind.GREY16, stride: 128 });
    }
  });
});

describe('audio', () => {
  test('WAV', () => {
    deepStrictEqual(analyse(wave(2, 16, 8000)), { kind: ContentKind.PCM16, stride: 4 });
    deepStrictEqual(analyse(wave(1, 24, 9000)), { kind: ContentKind.RECORDS, stride: 3 });
  });
  test('AIFF', () => {
    deepStrictEqual(analyse(aiff('sowt', 8000)), { kind: ContentKind.PCM16, stride: 4 });
    deepStrictEqual(analyse(aiff('', 8000)), { kind: ContentKind.RECORDS, stride: 4 });
    deepStrictEqual(readHeader(aiff('ima4', 8000)), undefined);
  });
});

test('a header is not believed where what it tells of is not there', () => {
  deepStrictEqual(readHeader(bmp(100, 50, 24).subarray(0, 60)), undefined);
  deepStrictEqual(readHeader(withBody(bmp(10, 10, 24), 5000)), undefined);
  deepStrictEqual(readHeader(tiff(true, 60, 40, 16, 1).subarray(0, 30)), undefined);
  for (const make of [bmp(50, 50, 24), tiff(true, 60, 40, 8, 1), wave(2, 16, 4000), dicom(true, 64, 32, 2)]) {
    for (let n = 0; n < 200; n++) readHeader(make.subarray(0, n));
  }
});

test('programs for x86, and not for others', () => {
  const elf = (machine: number, order: number) =>
    fields(true, '\x7fELF', [8, 2, order, 1], [8, ...Array(9).fill(0)], [16, 2, machine]);
  deepStrictEqual(isX86Program(elf(62, 1)), true);
  deepStrictEqual(isX86Program(elf(3, 1)), true);
  deepStrictEqual(isX86Program(elf(183, 1)), false);
  deepStrictEqual(isX86Program(elf(62, 2)), false);
  const pe = (machine: number) => fields(true, 'MZ', [8, ...Array(58).fill(0)], [32, 64], 'PE\0\0', [16, machine]);
  deepStrictEqual(isX86Program(pe(0x8664)), true);
  deepStrictEqual(isX86Program(pe(0xaa64)), false);
  deepStrictEqual(isX86Program(new Uint8Array(0)), false);
});
