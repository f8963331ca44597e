/** What is said of damage: which frame, which bytes of the content, and how to get the others. */
import { rmSync, writeFileSync } from 'node:fs';
import * as built from 'surprisal';
import { compress, decompress, list, range, StreamError } from 'surprisal';
import { beforeEach, describe, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { parseTrailer } from '../../surprisal/src/archive/trailer.js';
import { repeated } from '../../surprisal/test/support/bytes.js';
import { files, path, surprisal } from './support.js';

const CONTENT = INPUTS['log']!.subarray(0, 4000);
const ARCHIVE = await compress(CONTENT, { model: 'order-2', frameSize: 1000 });
const TRAILER = ARCHIVE.length - new DataView(ARCHIVE.buffer).getUint32(ARCHIVE.length - 4, true);
const { index } = parseTrailer(ARCHIVE.subarray(TRAILER), TRAILER);
/** Where each frame begins: they are before the trailer, one after another. */
const AT = index.map((_, i) => TRAILER - index.slice(i).reduce((sum, { size }) => sum + size, 0));

function flipped(archive: Uint8Array, at: number): Uint8Array {
  const damaged = archive.slice();
  damaged[at]! ^= 0x55;
  return damaged;
}

beforeEach(() => {
  for (const name of files()) rmSync(path(name), { recursive: true });
});

/** What the command says of it. */
function said(...args: string[]): string {
  const { status, stderr } = surprisal([...args, 'x.srp']);
  expect(status).toBe(1);
  expect(stderr.toString()).toMatch(/^surprisal: x\.srp: [^\n]+\n$/);
  return stderr.toString().slice('surprisal: x.srp: '.length, -1);
}

describe.each([
  ['the code of the first frame', AT[0]! + 30, 1, '--range 1000- recovers what follows'],
  [
    'the code of another',
    AT[1]! + 30,
    2,
    '-dc recovers the 1,000 bytes before it, --range 2000- recovers what follows',
  ],
  [
    'the checksum of another',
    AT[2]! - 1,
    2,
    '-dc recovers the 1,000 bytes before it, --range 2000- recovers what follows',
  ],
  ['the header of another', AT[2]!, 3, '-dc recovers the 2,000 bytes before it, --range 3000- recovers what follows'],
  ['the last frame', AT[3]! + 30, 4, '-dc recovers the 3,000 bytes before it'],
])('%s', (_, at, frame, advice) => {
  const start = 1000 * (frame - 1);

  test('frame, bytes of the content and advice are told, and the advice is good', () => {
    writeFileSync(path('x.srp'), flipped(ARCHIVE, at));
    const where = `frame ${frame} (bytes ${start} to ${start + 999} of the content) is damaged: `;
    for (const args of [['-d'], ['-t'], ['range', '0-']]) {
      const message = said(...args);
      expect(message.slice(0, where.length)).toBe(where);
      expect(message).toMatch(/ \(at byte \d+\); /);
      expect(message.slice(message.indexOf('; ') + 2)).toBe(advice);
    }
    expect(files()).toEqual(['x.srp']);
    expect(surprisal(['-dc', 'x.srp']).stdout.equals(CONTENT.subarray(0, start))).toBe(true);
    expect(surprisal(['range', `${start + 1000}-`, 'x.srp']).stdout.equals(CONTENT.subarray(start + 1000))).toBe(true);
    const json = JSON.parse(surprisal(['--json', '-d', 'x.srp']).stdout.toString());
    expect(json.frame).toEqual({ number: frame, start, end: start + 1000, last: frame === 4 });
  });

  test('the library tells it, and gives the frames before, whatever the workers', async () => {
    const damaged = flipped(ARCHIVE, at);
    const error = await decompress(damaged).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(StreamError);
    expect((error as StreamError).frame).toMatchObject({ number: frame, start, end: start + 1000 });
    expect((error as Error).message).toMatch(
      `frame ${frame} (bytes ${start} to ${start + 999} of the content) is damaged`,
    );
    await expect(range(damaged, start, start + 1)).rejects.toMatchObject({ frame: { number: frame } });
    // Workers need what is built.
    for (const workers of [0, 3]) {
      const contents: Uint8Array[] = [];
      const all = (async () => {
        for await (const content of built.decompress(new Blob([Buffer.from(damaged)]).stream(), { workers }))
          contents.push(content);
      })();
      await expect(all).rejects.toMatchObject({ frame: { number: frame, start } });
      expect(Buffer.concat(contents).equals(CONTENT.subarray(0, start))).toBe(true);
    }
  });
});

test('what is cut off, and what has lost its index', () => {
  writeFileSync(path('x.srp'), ARCHIVE.subarray(0, AT[3]! + 30));
  expect(said('-d')).toMatch(
    /^frame 4 \(bytes 3000 to 3999 of the content\) is cut off: .*; -dc recovers the 3,000 bytes/,
  );
  expect(surprisal(['-dc', 'x.srp']).stdout.equals(CONTENT.subarray(0, 3000))).toBe(true);
  writeFileSync(path('x.srp'), ARCHIVE.subarray(0, AT[3]! + 1));
  expect(said('-d')).toMatch(/^frame 4 \(from byte 3000 of the content on\) is cut off: /);
  for (const bytes of [ARCHIVE.subarray(0, TRAILER), flipped(ARCHIVE, TRAILER + 1)]) {
    writeFileSync(path('x.srp'), bytes);
    expect(said('-d')).toMatch(/; -dc recovers the intact frames$/);
    expect(said('range', '0-')).toMatch(/^the data is damaged: .*; -dc recovers the intact frames$/);
    expect(surprisal(['-dc', 'x.srp']).stdout.equals(CONTENT)).toBe(true);
    expect(surprisal(['-dc'], bytes).stdout.equals(CONTENT)).toBe(true);
  }
  writeFileSync(path('x.srp'), flipped(ARCHIVE, 4));
  expect(said('-d')).toMatch(
    /^frame 1 \(from byte 0 of the content on\) is damaged: .*; nothing else can be recovered$/,
  );
});

test('words of the inside come only with the frame', async () => {
  const content = repeated(new TextEncoder().encode('The more often a word comes, the less it says. '), 1200);
  const archive = await compress(content, { model: 'cm-fast' });
  const { filter } = (await list(archive)).frames[0]!;
  expect(filter).toBeGreaterThan(0);
  const { codeSize } = (await list(archive)).frames[0]!;
  for (let at = archive.length - 4 - codeSize; at < archive.length; at += 3) {
    const error = await decompress(flipped(archive, at)).catch((e: unknown) => e);
    expect((error as Error).message).toMatch(/^frame 1 \(bytes 0 to 1199 of the content\) is damaged: /);
  }
});

test.each([
  ['zip', 'PK\x03\x04....', 'a zip file, which unzip opens'],
  ['zip', 'PK\x05\x06....', 'a zip file, which unzip opens'],
  ['gz', '\x1f\x8b\x08.....', 'gzip data, which gzip -d opens'],
  ['Z', '\x1f\x9d......', 'data of compress, which gzip -d opens'],
  ['xz', '\xfd7zXZ\x00..', 'xz data, which xz -d opens'],
  ['zst', '(\xb5/\xfd....', 'Zstandard data, which zstd -d opens'],
  ['7z', "7z\xbc\xaf'\x1c..", 'a 7z file, which 7z x opens'],
  ['bz2', 'BZh9....', 'bzip2 data, which bzip2 -d opens'],
  ['lz4', '\x04"M\x18....', 'lz4 data, which lz4 -d opens'],
  ['rar', 'Rar!\x1a\x07\x01\x00', 'a rar file, which unrar x opens'],
  ['br', '\x0b\x02\x80hello\x03', 'Brotli data; use brotli -d'],
  ['BR', '\x0b\x02\x80hello\x03', 'Brotli data; use brotli -d'],
])('a .%s file is called what it is, with what opens it', (extension, start, what) => {
  const name = `x.${extension}`;
  writeFileSync(path(name), Buffer.from(start, 'latin1'));
  for (const args of [['-d'], ['-t'], ['-l'], ['-dc'], ['range', '0-1']]) {
    const { status, stderr } = surprisal([...args, name]);
    expect(status).toBe(1);
    expect(stderr.toString()).toMatch(/^surprisal: [^\n]*this is not a surprisal file[^\n]*\n$/);
    expect(stderr.toString()).toContain(what);
  }
  expect(files()).toEqual([name]);
});
