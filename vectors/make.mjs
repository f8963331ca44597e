/**
 * Makes the vectors: small streams that any decoder of docs/format.md must open, or refuse with the error that is
 * named here. They are committed, and listed with what they are about in index.json.
 *
 * Usage: npm run vectors (after npm run build)
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { HeaderWriter } from '../packages/surprisal/dist/archive/header-bytes.js';
import { crc8, crc32c } from '../packages/surprisal/dist/base/checksums.js';
import { compress, decompress, StreamError } from '../packages/surprisal/dist/index.js';
import { INPUTS } from './inputs.mjs';

const folder = new URL('./', import.meta.url);
const utf8 = (text) => new TextEncoder().encode(text);
const index = [];

function write(name, why, bytes, outcome) {
  writeFileSync(new URL(name, folder), bytes);
  index.push({ file: name, why, ...outcome });
}

/** A stream to be opened. @param content what must come out. */
async function good(name, why, bytes, content) {
  const back = await decompress(bytes);
  if (Buffer.compare(back, content) !== 0) throw new Error(`${name} does not come back`);
  const sha256 = createHash('sha256').update(content).digest('hex');
  write(`good-${name}.srp`, why, bytes, { contentSize: content.length, sha256 });
}

/** A stream to be refused. @param kind bad or unsupported. */
async function refused(kind, name, why, bytes, code) {
  const error = await decompress(bytes).catch((e) => e);
  if (!(error instanceof StreamError) || error.code !== code) throw new Error(`${name}: ${error.code ?? 'opens'}`);
  write(`${kind}-${name}.srp`, why, bytes, { error: code });
}
const bad = (...args) => refused('bad', ...args);
const unsupported = (...args) => refused('unsupported', ...args);

/** Numbers and arrays of bytes, one after another. */
const bytesOf = (...parts) => Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part])));
const u32 = (n) => [n & 255, (n >>> 8) & 255, (n >>> 16) & 255, n >>> 24];
const varint = (n) => {
  const to = new HeaderWriter();
  to.varint(n);
  return to.done();
};

/** A stream by hand, of one frame: headers without the check byte; the code, or what is stored; the content. */
function stream(header, frame, code, content) {
  const head = bytesOf(header, frame, crc8(bytesOf(header, frame)));
  const checksum = crc32c(head, content === undefined ? crc32c(code) : crc32c(code, crc32c(content)));
  return bytesOf(head, code, u32(checksum));
}
/** A copy with the byte at `at` (from the end, if negative) changed. */
function flipped(bytes, at) {
  const copy = bytes.slice();
  copy[at < 0 ? copy.length + at : at] ^= 1;
  return copy;
}

for (const name of readdirSync(folder)) if (name.endsWith('.srp')) rmSync(new URL(name, folder));

const A = utf8('a');
const HEADER = [0xf5, 0x73, 0x10, 1];
const STORED_A = [0xc0, 1];
const fields = (...values) => [0xf5, 0x73, 0x12, 1, values.length, ...values];
const { log, prose, words } = { ...INPUTS, words: utf8('The more often a word comes, the less it says. '.repeat(60)) };
const slice = (x, n) => x.subarray(0, n);

// What opens.
await good('empty', 'no content: one stored frame of nothing', await compress(new Uint8Array(0), { model: 'order-0' }), new Uint8Array(0));
await good('stored', 'one byte, stored; the example of the specification', await compress(A, { model: 'order-0' }), A);
await good('stored-random', 'content that does not shrink', await compress(slice(INPUTS.random, 300), { model: 'order-1' }), slice(INPUTS.random, 300));
for (const model of ['order-0', 'order-1', 'order-2', 'order-6', 'ppm', 'ppm-3', 'cm-fast', 'cm', 'cm-strong', 'cm-max', 'lstm', 'lstm-32x3', 'transformer', 'transformer-32x3', 'trace', 'two-part-4', 'net-4']) {
  await good(model, `a log under ${model}`, await compress(slice(log, 2000), { model }), slice(log, 2000));
}
// a^n b^n, n from a generator: a network that counts is shorter than to learn the lengths.
let state = 1;
const drawn = () => 1 + ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 26);
const counted = utf8(Array.from({ length: 60 }, drawn).map((n) => `${'a'.repeat(n)}${'b'.repeat(n)}\n`).join(''));
for (const model of ['two-part-1', 'net-1']) await good(`${model}-counted`, 'a network, and what must be counted', await compress(counted, { model }), counted);
const { machineCode } = INPUTS;
await good('x86-order-2', 'x86 addresses: filter 1, under order-2', await compress(machineCode, { model: 'order-2' }), machineCode);
await good('words', 'coded words: filter 2, kind 9', await compress(words, { model: 'cm-fast' }), words);
for (const name of ['records', 'machineCode', 'bitmap', 'scan', 'audio']) {
  const content = INPUTS[name];
  await good(name === 'machineCode' ? 'x86' : name, `${name}: its kind, and what that brings`, await compress(content, { model: 'cm' }), content);
}
await good('zeros', 'a megabyte of zero bytes in one very long match', await compress(new Uint8Array(1e6), { model: 'cm' }), new Uint8Array(1e6));
await good('frames', 'frames, coded, and the index', await compress(slice(prose, 1000), { model: 'order-0', frameSize: 300 }), slice(prose, 1000));
const mixed = bytesOf(slice(INPUTS.random, 256), slice(prose, 256), slice(INPUTS.random, 100));
await good('mixed', 'stored and coded frames', await compress(mixed, { model: 'order-0', frameSize: 256 }), mixed);
const metadata = { name: 'a log ☃', modified: new Date(-86_400_001), mode: 0o755, mediaType: 'text/plain; charset=utf-8' };
await good('metadata', 'all fields of metadata, a time before 1970', await compress(slice(log, 500), { model: 'order-0', metadata, size: 500 }), slice(log, 500));
const instant = { modified: new Date(-1), modifiedNanoseconds: 999_999 };
await good('nanoseconds', 'a time with nanoseconds: one before 1970', await compress(slice(log, 500), { model: 'order-0', metadata: instant }), slice(log, 500));
await good('skipped-field', 'a field of even type that nobody knows', stream(fields(20, 2, 1, 2), STORED_A, A), A);
for (const [name, why, content] of [
  ['frames', 'written by hand: three stored frames, one of them empty', utf8('abcde')],
  ['code', 'written by hand: a code for sixteen zero bytes', new Uint8Array(16)],
]) {
  const lines = readFileSync(new URL(`hand/${name}.txt`, folder), 'utf8').split('\n');
  const hex = lines.map((line) => line.replace(/#.*/, '')).join('').replace(/\s+/g, '');
  await good(`hand-${name}`, why, Uint8Array.from(Buffer.from(hex, 'hex')), content);
}

// What is damaged. CODED is one frame with a code, FRAMES are four.
const CODED = await compress(slice(log, 300), { model: 'order-0' });
const FRAMES = await compress(slice(prose, 1000), { model: 'order-0', frameSize: 300 });
const lastFrame = FRAMES.length - FRAMES[FRAMES.length - 4]; // where the trailer begins
await bad('nothing', 'no byte', new Uint8Array(0), 'not-a-stream');
await bad('half-magic', 'the first byte of the magic', bytesOf(0xf5), 'not-a-stream');
await bad('text', 'no stream at all', utf8('hello, world\n'), 'not-a-stream');
await bad('cut-header', 'ends within the stream header', slice(CODED, 3), 'truncated');
await bad('cut-frame-header', 'ends before the check of the frame header', slice(CODED, 7), 'truncated');
await bad('cut-code', 'ends within the code', slice(CODED, 60), 'truncated');
await bad('cut-checksum', 'ends within the checksum', slice(CODED, CODED.length - 1), 'truncated');
await bad('cut-frames', 'ends after a frame that is not the last', slice(FRAMES, lastFrame - 20), 'truncated');
await bad('cut-trailer', 'ends within the trailer', slice(FRAMES, FRAMES.length - 1), 'truncated');
await bad('no-trailer', 'ends after the last frame of four', slice(FRAMES, lastFrame), 'truncated');
await bad('trailing', 'a byte after the end', bytesOf(CODED, 0), 'trailing-data');
await bad('twice', 'a second stream after the end', bytesOf(CODED, CODED), 'trailing-data');
await bad('header-check', 'a changed header under its old check', flipped(CODED, 3), 'damaged');
await bad('checksum', 'a changed checksum', flipped(CODED, -1), 'checksum-mismatch');
await bad('content', 'stored content that was changed', flipped(stream(HEADER, STORED_A, A), 7), 'checksum-mismatch');
await bad('code', 'a changed byte of code', flipped(CODED, 40), 'checksum-mismatch');
await bad('index', 'an index of other sizes, under its right check', (() => {
  const body = bytesOf(FRAMES.subarray(lastFrame, FRAMES.length - 8));
  body[0] ^= 1;
  return bytesOf(slice(FRAMES, lastFrame), body, u32(crc32c(body)), FRAMES.subarray(FRAMES.length - 4));
})(), 'damaged');
await bad('whole-checksum', 'another checksum of the whole, under its right check', (() => {
  const body = bytesOf(FRAMES.subarray(lastFrame, FRAMES.length - 8));
  body[body.length - 1] ^= 1;
  return bytesOf(slice(FRAMES, lastFrame), body, u32(crc32c(body)), FRAMES.subarray(FRAMES.length - 4));
})(), 'checksum-mismatch');
await bad('trailer-check', 'a changed check of the trailer', flipped(FRAMES, -5), 'damaged');
await bad('trailer-size', 'a changed size of the trailer', flipped(FRAMES, -4), 'damaged');
await bad('short-code', 'a code that ends long before its content', stream(HEADER, [0x80, ...varint(100_000), 2, 1], bytesOf(0x12, 0x34)), 'damaged');
await bad('long-code', 'a code as long as its content', stream(HEADER, [0x80, 1, 1, 1], bytesOf(0)), 'damaged');
await bad('overlong-number', 'a number with a byte too many', stream(HEADER, [0xc0, 0x81, 0], A), 'damaged');
await bad('huge-number', 'a number above 2^53', stream(HEADER, [0xc0, ...Array(7).fill(0xff), 0x7f], A), 'damaged');
await bad('huge-frame', 'a frame above 2^31', stream(HEADER, [0x80, ...varint(2 ** 31 + 1), 1, 1], bytesOf(0)), 'damaged');
await bad('huge-memory', 'memory above 4 GiB', stream(HEADER, [0x80, 9, 1, ...varint(4097)], bytesOf(0)), 'damaged');
await bad('stride', 'a stride of nothing', stream(HEADER, [0xd2, 0, 1], A), 'damaged');
await bad('wide-stride', 'a stride above 65,535', stream(HEADER, [0xd2, ...varint(65536), 1], A), 'damaged');
await bad('filter', 'a filter that is none', stream(HEADER, [0xe0, 0, 1], A), 'damaged');
await bad('words-kind', 'coded words without their filter', stream(HEADER, [0xd9, ...varint(200), 1], A), 'damaged');
await bad('words-lead', 'coded words with a lead of 127', stream(HEADER, [0xf9, 127, 2, 1, 1], A), 'damaged');
await bad('content-size', 'a told size that is not that of the frames', stream(fields(2, 1, 2), STORED_A, A), 'damaged');
await bad('field-order', 'fields out of order', stream(fields(4, 1, 0x61, 2, 1, 1), STORED_A, A), 'damaged');
await bad('field-twice', 'a field twice', stream(fields(2, 1, 1, 2, 1, 1), STORED_A, A), 'damaged');
await bad('field-length', 'a field that is longer than the fields', stream(fields(20, 9, 1), STORED_A, A), 'damaged');
await bad('name-folder', 'a name with a folder', stream(fields(4, 3, ...utf8('a/b')), STORED_A, A), 'damaged');
await bad('name-parent', 'the name of the folder above', stream(fields(4, 2, ...utf8('..')), STORED_A, A), 'damaged');
await bad('name-bytes', 'a name that is not UTF-8', stream(fields(4, 1, 0xff), STORED_A, A), 'damaged');
await bad('mode', 'a mode of 13 bits', stream(fields(8, 2, ...varint(4096)), STORED_A, A), 'damaged');
await bad('nanoseconds', 'nanoseconds of a time that is not there', stream(fields(12, 1, 1), STORED_A, A), 'damaged');

// What a later version, or another build, may know.
await unsupported('version', 'version 2', bytesOf(0xf5, 0x73, 0x20, 1, 0xc0, 1), 'unsupported-version');
await unsupported('flag', 'a flag of the header', stream([0xf5, 0x73, 0x14, 1], STORED_A, A), 'unsupported-feature');
await unsupported('field', 'a field of odd type', stream(fields(21, 1, 0), STORED_A, A), 'unsupported-feature');
await unsupported('prior', 'a prior', stream(fields(1, 4, 1, 2, 3, 4), STORED_A, A), 'unsupported-prior');
await unsupported('kind', 'a kind of content', stream(HEADER, [0xcf, 1], A), 'unsupported-feature');
await unsupported('filter', 'a filter', stream(HEADER, [0xe0, 9, 1], A), 'unsupported-feature');
await unsupported('model', 'model 99', stream([0xf5, 0x73, 0x10, 99], STORED_A, A), 'unsupported-model');
await unsupported('parameter', 'order-7', stream([0xf5, 0x73, 0x11, 1, 7], STORED_A, A), 'unsupported-model');

writeFileSync(new URL('index.json', folder), `${JSON.stringify(index, null, 1)}\n`);
const bytes = index.reduce((n, { file }) => n + readFileSync(new URL(file, folder)).length, 0);
console.log(`${index.length} vectors, ${bytes} bytes`);
