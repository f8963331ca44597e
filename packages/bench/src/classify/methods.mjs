import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cpuSeconds } from '../cpu.mjs';

/** Our classifier. @returns labels, and what it took: CPU seconds, bytes of the saved file. */
export async function ours({ Classifier }, { train, test }) {
  const start = process.cpuUsage();
  const classifier = await new Classifier().train(train);
  const trained = cpuSeconds(start);
  const then = process.cpuUsage();
  const said = test.map(({ text }) => classifier.classify(text));
  const tested = cpuSeconds(then);
  const byBits = said.map(({ ranking }) => ranking.reduce((a, b) => (b.bits < a.bits ? b : a)).label);
  return { labels: said.map(({ label }) => label), byBits, trained, tested, bytes: classifier.save().length };
}

/** Neighbours to keep of each test: ties of the first are among them. */
const KEPT = 10;

/**
 * gzip kNN. @param known [place in the training part, NCD] of the nearest of each test, from an earlier run. @param keep
 * called with each.
 * @returns labels of the two nearest of each test, and `chance`: whether the nearest is right, 0 or 1; where several are
 *   equally near, the share of them that are.
 */
export async function gzipNeighbours({ Neighbours }, { train, test }, known, keep) {
  const start = process.cpuUsage();
  const texts = train.map(({ text }) => text);
  const neighbours = new Neighbours(texts, (bytes) => gzipSync(bytes, { level: 9 }).length);
  const found = [];
  for (const [i, { text }] of test.entries()) {
    if (known[i] === undefined) {
      const nearest = await neighbours.find(text, KEPT);
      found.push(nearest.map(({ index, distance }) => [index, distance]));
      keep(i, found[i]);
    } else found.push(known[i]);
  }
  const chance = found.map((nearest, i) => {
    const tied = nearest.filter(([, distance]) => distance === nearest[0][1]);
    return tied.filter(([index]) => train[index].label === test[i].label).length / tied.length;
  });
  const labels = found.map((nearest) => nearest.slice(0, 2).map(([index]) => train[index].label));
  return { labels, chance, tested: cpuSeconds(start) };
}

/** zstd with the examples of a class as its dictionary: the class that makes the smallest file. */
export function zstdDictionaries({ train, test }) {
  const folder = mkdtempSync(join(tmpdir(), 'surprisal-zstd-'));
  try {
    const names = test.map((_, i) => join(folder, String(i)));
    for (const [i, { text }] of test.entries()) writeFileSync(names[i], text);
    const best = test.map(() => ({ size: Number.POSITIVE_INFINITY, label: '' }));
    for (const label of new Set(train.map((row) => row.label))) {
      const dictionary = join(folder, 'dictionary');
      const own = train.filter((row) => row.label === label).map(({ text }) => text);
      writeFileSync(dictionary, Buffer.concat(own.flatMap((text) => [text, Buffer.from('\n')])));
      const out = join(folder, 'out');
      mkdirSync(out);
      for (let at = 0; at < names.length; at += 500) {
        const args = ['-9', '-q', '-f', '--no-check', '-D', dictionary, '--output-dir-flat', out];
        const { status, stderr } = spawnSync('zstd', [...args, ...names.slice(at, at + 500)]);
        if (status !== 0) throw new Error(`zstd: ${stderr}`);
      }
      for (const [i, name] of names.entries()) {
        const { size } = statSync(join(out, `${name.slice(folder.length + 1)}.zst`));
        if (size < best[i].size) best[i] = { size, label };
      }
      rmSync(out, { recursive: true });
    }
    return { labels: best.map(({ label }) => label) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
