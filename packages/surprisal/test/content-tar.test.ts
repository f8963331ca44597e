/** A tar is cut where its kind of content changes; anything else is not. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { blocksOf, blocksOfBytes } from '../src/archive/blocks.js';
import type { Block } from '../src/archive/pack.js';
import { analyse } from '../src/plan/detect/detect.js';
import { ContentKind } from '../src/registry/kinds.js';

const folder = mkdtempSync(join(tmpdir(), 'surprisal-tar-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { TEXT, RECORDS } = ContentKind;
const MiB = 2 ** 20;
const filled = (n: number, x: Uint8Array): Buffer => Buffer.alloc(n, x);
const text = filled(1.5 * MiB, INPUTS['prose']!);
const records = filled(1.5 * MiB, INPUTS['records']!);

/** A tar of files of these contents, in this order. */
function tarOf(format: string, ...contents: readonly Uint8Array[]): Buffer {
  const here = mkdtempSync(join(folder, 'tar-'));
  const name = (i: number): string =>
    `${String(i).padStart(3, '0')}-${'long-name-'.repeat(format === 'ustar' ? 2 : 12)}`;
  mkdirSync(join(here, 'x'));
  for (const [i, content] of contents.entries()) writeFileSync(join(here, 'x', name(i)), content);
  return execFileSync('tar', ['-c', `--format=${format}`, '--sort=name', '-C', here, 'x'], { maxBuffer: 2 ** 28 });
}

/** The blocks of `content`, which are the same of bytes and of a stream, and all of it. */
async function blocks(content: Buffer, size: number): Promise<Block[]> {
  async function* chunks(): AsyncGenerator<Uint8Array, void> {
    for (let at = 0; at < content.length; at += 333_333) yield content.subarray(at, at + 333_333);
  }
  const piped: Block[] = [];
  const whole: Block[] = [];
  for await (const block of blocksOf(chunks(), { first: size, most: size })) piped.push(block);
  for await (const block of blocksOfBytes(content, size)) whole.push(block);
  expect(piped.map((block) => [block.content.length, block.last])).toEqual(
    whole.map((block) => [block.content.length, block.last]),
  );
  for (const found of [piped, whole]) {
    expect(Buffer.concat(found.map((block) => block.content)).equals(content)).toBe(true);
    expect(found.map((block) => block.last)).toEqual(found.map((_, i) => i === found.length - 1));
  }
  return piped;
}

async function kinds(content: Buffer, size: number = 2 ** 25): Promise<number[]> {
  return (await blocks(content, size)).map((block) => analyse(block.content).kind);
}

test.each(['ustar', 'gnu', 'pax'])('large members of other kinds begin frames: %s', async (format) => {
  expect(await kinds(tarOf(format, text, records, text))).toEqual([TEXT, RECORDS, TEXT]);
  expect(await kinds(tarOf(format, text, text, records, records))).toEqual([TEXT, RECORDS]);
});

test('a frame begins with the content, so that a header in it is seen', async () => {
  const [, second] = await blocks(tarOf('ustar', text, records), 2 ** 25);
  expect(records.equals(second!.content.subarray(0, records.length))).toBe(true);
});

test('small members go with their neighbours, until there are enough of another kind', async () => {
  const part = records.subarray(0, MiB / 4);
  expect(await blocks(tarOf('ustar', text, part, text), 2 ** 25)).toHaveLength(1);
  expect(await kinds(tarOf('ustar', text, part, part, part, part, part, text))).toEqual([TEXT, RECORDS, TEXT]);
});

test.each(['ustar', 'pax'])(
  'a tar of small files is of their kind, or a table if they are tiny: %s',
  async (format) => {
    const files = (size: number): Uint8Array[] =>
      Array.from({ length: 300 }, (_, i) => text.subarray(31 * i, 31 * i + (i % size) + size / 2));
    expect(await kinds(tarOf(format, ...files(1500)))).toEqual([TEXT]);
    expect(analyse(tarOf(format, ...files(20)))).toEqual({ kind: RECORDS, stride: 512 });
  },
);

test('frames within a member, and members that are longer than a frame', async () => {
  const long = filled(5 * MiB, INPUTS['prose']!);
  expect(await kinds(tarOf('ustar', long, records), 2 * MiB)).toEqual([TEXT, TEXT, TEXT, RECORDS]);
});

test('what is no tar, or has a broken header, is not cut', async () => {
  expect(await blocks(Buffer.concat([text, records]), 2 ** 25)).toHaveLength(1);
  const tar = tarOf('ustar', text, records);
  tar[700] = 0x39; // in the header of the first file: its checksum is wrong
  expect(await blocks(tar, 2 ** 25)).toHaveLength(1);
  expect(await blocks(tar.subarray(0, 300), 2 ** 25)).toHaveLength(1);
});
