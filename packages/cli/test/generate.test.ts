/** generate on the command line, and continueBy, which it uses for the classical coders. */
import { rmSync, writeFileSync } from 'node:fs';
import { lz77 } from 'surprisal/classical';
import { continueBy } from 'surprisal/generate';
import { beforeEach, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { files, path, surprisal } from './support.js';

beforeEach(() => {
  for (const name of files()) rmSync(path(name), { recursive: true, force: true });
  writeFileSync(path('log'), INPUTS['log']!);
});

const drawn = (...args: string[]): Buffer => {
  const { status, stdout, stderr } = surprisal(['generate', ...args]);
  expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' });
  return stdout;
};

test('so many bytes, the same for the same seed, a longer text begins as a shorter one', () => {
  const text = drawn('-n', '600', '--model', 'ppm', 'log');
  expect(text).toHaveLength(600);
  expect(drawn('-n', '450', '--model', 'ppm', 'log').equals(text.subarray(0, 450))).toBe(true);
  expect(drawn('-n', '600', '--model', 'ppm', 'log').equals(text)).toBe(true);
  expect(drawn('-n', '600', '--seed', '2', '--model', 'ppm', 'log').equals(text)).toBe(false);
  expect(text.toString()).toMatch(/request/);
});

test('the prompt is gone on with, and not repeated', () => {
  const { text, prompt, model } = JSON.parse(
    drawn(
      '--json',
      '-n',
      '5',
      '-t',
      '0.01',
      '--top-k',
      '1',
      '-p',
      '2026-01-02 03:00:00 INFO requ',
      '--model',
      'ppm',
      'log',
    ).toString(),
  );
  expect({ text, prompt, model }).toEqual({ text: 'est 9', prompt: '2026-01-02 03:00:00 INFO requ', model: 'ppm' });
});

test('a compressor without probabilities goes on with what compresses best', async () => {
  const given = new TextEncoder().encode('the same words again and again, '.repeat(9));
  const more = await continueBy((bytes) => lz77.encode(bytes).length, given, 20);
  expect(new TextDecoder().decode(more)).toBe('the same words again');
  await expect(continueBy(() => 0, new Uint8Array(0), 1)).rejects.toBeInstanceOf(RangeError);
  await expect(continueBy(() => 0, given, 1, { seed: -1 })).rejects.toBeInstanceOf(RangeError);
});

test.each([
  [['generate', '-t', '0', 'log']],
  [['generate', '--top-k', '0', 'log']],
  [['generate', '--seed', 'x', 'log']],
  [['generate', '-n', 'many', 'log']],
  [['generate', '--model', 'nothing', 'log']],
])('usage: %j', (args) => {
  const { status, stderr } = surprisal(args);
  expect(status).toBe(2);
  expect(stderr.toString()).toMatch(/^surprisal: [^\n]+\n$/);
});
