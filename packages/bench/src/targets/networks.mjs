/**
 * npm run bench:networks -- --corpora DIR [--only PATTERN] [--models lstm,transformer,trace]
 *
 * Compares the networks that learn while they code: bytes of archives, decoded and compared, and processor
 * seconds of each way; then bits per byte as content grows. --only: files whose path the regular expression matches.
 */
import { Predictor } from 'surprisal/predictor';
import { fileAt, readFile } from '../corpora.mjs';
import { readOptionsAndCorpora } from '../options.mjs';
import { roundTrip } from './round-trip.mjs';

/** In order of their size; the growth is that of the last. */
const PATHS = ['bench/canterbury/alice29.txt', 'bench/enwik/enwik6', 'bench/enwik/enwik8.head4M'];
/** Bytes between two points of the growth. */
const STRETCH = 500_000;

const options = readOptionsAndCorpora({
  only: { type: 'string', default: '' },
  models: { type: 'string', default: 'lstm,transformer,trace' },
});
const models = options.models.split(',');
const pattern = new RegExp(options.only);
const paths = PATHS.filter((path) => pattern.test(path));
const read = (path) => readFile(options.corpora, fileAt(path)).content;

console.log(
  '| file | model | bytes | bits per byte | compressing, s | decompressing, s |\n| --- | --- | --: | --: | --: | --: |',
);
for (const path of paths) {
  const content = read(path);
  for (const model of models) {
    const { bytes, there, back } = await roundTrip(content, { model });
    const bits = ((8 * bytes) / content.length).toFixed(4);
    const name = path.replace(/.*\//, '');
    console.log(`| ${name} | ${model} | ${bytes} | ${bits} | ${there.toFixed(1)} | ${back.toFixed(1)} |`);
  }
}

const longest = PATHS.at(-1);
if (paths.includes(longest)) await growth(read(longest));

/** Prints bits per byte of each stretch of `content`, the ideal code length. */
async function growth(content) {
  const columns = await Promise.all(models.map((model) => stretches(model, content)));
  console.log(`\n| bytes before | ${models.join(' | ')} |\n| --: |${' --: |'.repeat(models.length)}`);
  columns[0].forEach((_, i) => {
    console.log(`| ${i * STRETCH} | ${columns.map((column) => column[i].toFixed(4)).join(' | ')} |`);
  });
}

/** @returns bits per byte of each stretch. */
async function stretches(model, content) {
  const predictor = await Predictor.create(model, { size: content.length });
  const starts = Array.from({ length: Math.ceil(content.length / STRETCH) }, (_, i) => i * STRETCH);
  return starts.map((start) => {
    const stretch = content.subarray(start, start + STRETCH);
    return predictor.bits(stretch) / stretch.length;
  });
}
