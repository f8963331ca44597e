/**
 * npm run bench:deflate -- --corpora DIR [--corpus canterbury] [--levels 1,6,7,8,9]
 *
 * Our deflate compared with zlib's, on the files of a corpus: bytes of raw deflate, and processor time of all of them. Every code
 * of ours is inflated by zlib, and every one of zlib's by ours.
 */
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { deflate } from 'surprisal/classical';
import { filesOf, readFile } from './corpora.mjs';
import { fail, readOptionsAndCorpora } from './options.mjs';

const options = readOptionsAndCorpora({
  corpus: { type: 'string', default: 'canterbury' },
  levels: { type: 'string', default: '1,6,7,8,9' },
});
const files = filesOf([options.corpus]).map((file) => readFile(options.corpora, file));

/** @typedef {{ name: string, encode: (x: Uint8Array) => Uint8Array, decode: (code: Uint8Array) => Uint8Array, ms: number }} Column */
const zlib = (level) => ({
  name: `zlib -${level}`,
  encode: (x) => deflateRawSync(x, { level, memLevel: constants.Z_MAX_MEMLEVEL }),
  decode: (code) => deflate.decode(code),
  ms: 0,
});
const ours = (level) => ({
  name: `level ${level}`,
  encode: (x) => deflate.encode(x, { level }),
  decode: (code) => inflateRawSync(code),
  ms: 0,
});
/** @type {Column[]} */
const columns = [zlib(6), zlib(9), ...options.levels.split(',').map((level) => ours(Number(level)))];

const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const number = (n) => n.toLocaleString('en-US');
row('file', 'bytes', ...columns.map(({ name }) => name));
row('---', ...['bytes', ...columns].map(() => '--:'));
const sums = new Float64Array(columns.length);
for (const { name, content } of files) {
  const sizes = columns.map((column, i) => {
    const before = process.cpuUsage().user;
    const code = column.encode(content);
    column.ms += (process.cpuUsage().user - before) / 1000;
    if (Buffer.compare(column.decode(code), content) !== 0) fail(`${column.name} does not give ${name} back`);
    sums[i] += code.length;
    return number(code.length);
  });
  row(name, number(content.length), ...sizes);
}
row('all', number(files.reduce((sum, { content }) => sum + content.length, 0)), ...Array.from(sums, number));
row('ms', '', ...columns.map(({ ms }) => number(Math.round(ms))));
