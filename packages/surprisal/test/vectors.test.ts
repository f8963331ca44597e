/** Law golden: the archives of vectors/inputs.mjs are those of vectors/golden.json, and vectors/*.srp open or are refused. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import golden from '../../../vectors/golden.json' with { type: 'json' };
import { goldenOf } from '../../../vectors/golden.mjs';
import vectors from '../../../vectors/index.json' with { type: 'json' };
import * as library from '../src/index.js';
import { NAMES } from './support/models.js';

const folder = fileURLToPath(new URL('../../../vectors', import.meta.url));

/** Networks take seconds, on a busy machine many. */
const GOLDEN_MS = 180_000;

test.each(NAMES)(
  'law golden: %s makes the archives it always made',
  async (model) => {
    const found = await goldenOf(library, [model]);
    expect(found[model], 'if meant: npm run vectors').toEqual(golden[model as keyof typeof golden]);
  },
  GOLDEN_MS,
);

/** What is in a vector, in the words of index.json. */
async function outcomeOf(file: string): Promise<object> {
  try {
    const content = await library.decompress(readFileSync(`${folder}/${file}`));
    return { contentSize: content.length, sha256: createHash('sha256').update(content).digest('hex') };
  } catch (error) {
    if (!(error instanceof library.StreamError)) throw error;
    return { error: error.code };
  }
}

test.each(vectors)('law golden: $file: $why', async ({ file, why, ...outcome }) => {
  expect(await outcomeOf(file)).toEqual(outcome);
});

test('index.json lists every vector', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.srp'));
  expect(vectors.map(({ file }) => file).sort()).toEqual(files.sort());
});

test('the second decoder, in Python, written from docs/format.md alone, agrees', () => {
  const { stdout, stderr } = spawnSync('python3', ['decode.py', ...vectors.map(({ file }) => file)], { cwd: folder });
  expect(stderr.toString()).toBe('');
  const found = new Map(
    stdout
      .toString()
      .trim()
      .split('\n')
      .map((line) => [line.split(' ')[0], line.split(' ').slice(1)]),
  );
  let opened = 0;
  for (const { file, error, contentSize, sha256 } of vectors) {
    const [first, second] = found.get(file)!;
    // It knows no coded words and no model but order-N, and says so: after the headers, before what only decoding shows.
    if ((first === 'unsupported-model' && error !== first) || (first === 'unsupported-feature' && error !== first)) {
      expect(file).toMatch(
        /^good-(ppm|cm|lstm|transformer|trace|two-part|net|words|zeros|x86\.|records|bitmap|scan|audio)/,
      );
    } else {
      expect([file, first, second]).toEqual([file, error ?? String(contentSize), sha256]);
      opened++;
    }
  }
  expect(opened).toBeGreaterThan(50);
});
