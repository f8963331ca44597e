/**
 * What it costs to cut 16 MB of text into frames that decode independently, and what a primer would save: the first
 * megabyte of the text, given to the model of every frame after the first before it begins. With the primer the text
 * is coded without its words as codes (a dictionary is a frame's own), so both are measured that way; the second
 * column is what compress makes.
 *
 * Usage: npm run bench:frames -- --corpora DIR [--level fast]
 */
import { openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { compress } from 'surprisal';
import { Predictor } from 'surprisal/predictor';
import { readOptionsAndCorpora } from './options.mjs';

const { corpora, level } = readOptionsAndCorpora({ level: { type: 'string', default: 'default' } });

const TEXT = 1;
const BYTES = 2 ** 24;
const PRIMER_BYTES = 2 ** 20;
const text = new Uint8Array(BYTES);
readSync(openSync(join(corpora, 'train/docs-en.txt')), text, 0, BYTES, 0);

/** Bytes of code for the frames of `size`. @param primer given before each but the first. */
async function coded(size, primer) {
  let bits = 0;
  for (let at = 0; at < BYTES; at += size) {
    const given = at === 0 ? new Uint8Array(0) : primer;
    const predictor = await Predictor.create(level, { size: size + given.length, kind: TEXT });
    bits += predictor.given(given).bits(text.subarray(at, at + size));
  }
  return Math.ceil(bits / 8);
}

const percent = (n, of) => `${((n / of - 1) * 100).toFixed(2)} %`;
let whole;
for (const frames of [1, 2, 4, 8, 16]) {
  const size = BYTES / frames;
  const archive = (await compress(text, { level, frameSize: size })).length;
  const plain = await coded(size, new Uint8Array(0));
  const primed = frames === 1 ? plain : await coded(size, text.subarray(0, PRIMER_BYTES));
  whole ??= { archive, plain };
  console.log(
    `${String(frames).padStart(2)} frames: compress ${archive} (+${percent(archive, whole.archive)}), plain ${plain} ` +
      `(+${percent(plain, whole.plain)}), primed ${primed} (+${percent(primed, whole.plain)})`,
  );
}
