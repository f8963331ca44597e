/** Whatever holds bytes is bytes, in whichever realm it was made, for every entry of the library; nothing else is. */
import { once } from 'node:events';
import vm from 'node:vm';
import { MessageChannel, Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { isBytes } from '../../src/base/bytes.js';
import * as main from '../../src/index.js';
import {
  archive,
  bytesIn,
  ENTRIES,
  fresh,
  type Given,
  MODEL,
  READS,
  READS_TEXT,
  stream,
  X,
} from '../support/entries.js';

/** What takes no content: options, numbers, text, distributions, trees; and errors. */
const WITHOUT_BYTES = new Set(
  `StreamError frameSizeFor modelOf memoryOf useKernel fromMorse toMorse parseExamples curveOf page binaryEntropy bitsOfPerplexity
  bitsPerByte bitsPerByteOfRatio channelCapacity compressionRatio conditionalEntropy crossEntropy entropy huffmanLengths
  informationBottleneck jensenShannonDivergence jointEntropy klDivergence kraftSum marginals morseCost mutualInformation
  perplexity perplexityOfBits rateAtDistortion rateDistortionAtSlope ratioOfBitsPerByte spaceSaving toBits toNats shortest
  BitTree Encoder ExpGolomb Frequencies Mixer Apm Probabilities StateMap nextHistory probability squash stretch
  cluster cut dendrogramSvg dendrogramText featureDistance neighbourJoining`.split(/\s+/),
);

test('every function of the library that takes content is in these tables', async () => {
  const named = new Set(ENTRIES.map(([name]) => name.split(/[. ]/)[0]));
  const published = Object.keys(manifest.exports).filter((path) => !/^\.\/(worker|.*\..*)$/.test(path));
  const modules = await Promise.all(published.map((path) => import(`surprisal${path.slice(1)}`)));
  const missing = modules
    .flatMap((module) => Object.entries(module))
    .filter(([name, value]) => typeof value === 'function' && !named.has(name) && !WITHOUT_BYTES.has(name));
  expect(missing.map(([name]) => name)).toEqual([]);
});

/** In a vm context, as in Jest and in iframes. */
const elsewhere = (expression: string, x: Uint8Array): Given => vm.runInNewContext(expression, { x });
/** What comes through a channel. */
async function sent(x: Given): Promise<Given> {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(x);
  const [received] = (await once(port2, 'message')) as [Given];
  port1.close();
  return received;
}
/** What a worker sends. */
async function fromWorker(x: Uint8Array): Promise<Given> {
  const code =
    "const { parentPort, workerData } = require('node:worker_threads'); parentPort.postMessage(workerData.x);";
  const [received] = await once(new Worker(code, { eval: true, workerData: { x } }), 'message');
  return received;
}
const padded = (x: Uint8Array): [ArrayBuffer, number, number] => {
  const buffer = new ArrayBuffer(x.length + 8);
  new Uint8Array(buffer).set(x, 3);
  return [buffer, 3, x.length];
};

const KINDS: readonly [string, (x: Uint8Array) => Given][] = [
  ['a Uint8Array', (x) => x.slice()],
  ['a Buffer', (x) => Buffer.from(x)],
  ['an ArrayBuffer', (x) => x.slice().buffer],
  ['a SharedArrayBuffer', (x) => shared(x).buffer],
  ['a view on shared memory', (x) => shared(x)],
  ['a DataView', (x) => new DataView(...padded(x))],
  ['an Int8Array', (x) => new Int8Array(...padded(x))],
  ['a Uint8ClampedArray', (x) => new Uint8ClampedArray(...padded(x))],
  ['a Uint8Array of another realm', (x) => elsewhere('Uint8Array.from(x)', x)],
  ['an ArrayBuffer of another realm', (x) => elsewhere('Uint8Array.from(x).buffer', x)],
  ['a DataView of another realm', (x) => elsewhere('new DataView(Uint8Array.from(x).buffer)', x)],
  ['what came through a channel', (x) => sent(x)],
  ['what a worker sent', (x) => fromWorker(x)],
];
function shared(x: Uint8Array): Uint8Array {
  const view = new Uint8Array(new SharedArrayBuffer(x.length));
  view.set(x);
  return view;
}

test.each(ENTRIES)('law bytes: whatever holds bytes is bytes for %s', async (_, bytes, use) => {
  const expected = await use(bytes);
  for (const [kind, make] of KINDS) {
    const input = await make(bytes);
    expect(await use(input), kind).toEqual(expected);
    expect(Buffer.compare(bytesIn(input), bytes), `${kind}, left as it was`).toBe(0);
  }
});

const LOADED: readonly [string, (x: Uint8Array<ArrayBuffer>) => Given][] = [
  ['a Blob', (x) => new Blob([x])],
  ['a File', (x) => new File([x], 'name')],
  ['a Response', (x) => new Response(x)],
  ['a stream', (x) => new Blob([x]).stream()],
  ['an async generator', (x) => stream(x)],
];
test.each(READS)('what can be read is content for %s', async (_, bytes, use) => {
  const expected = await use(bytes);
  for (const [kind, make] of LOADED) expect(await use(make(bytes as Uint8Array<ArrayBuffer>)), kind).toEqual(expected);
});

/** Never bytes, and what to do about it. */
const REFUSED: readonly [string, Given, RegExp][] = [
  ['an array', [1, 2, 3], /must be/],
  ['an object', { length: 3 }, /must be/],
  ['a number', 3, /must be/],
  ['nothing', null, /must be/],
  [
    'an array of 16 bits',
    new Uint16Array(4),
    /new Uint8Array\(array\.buffer, array\.byteOffset, array\.byteLength\)|Array\.from/,
  ],
  ['numbers of another realm', elsewhere('new Float64Array(3)', X), /new Uint8Array\(array\.buffer|Array\.from/],
];
const symbols = [
  'frequencies',
  'sequenceEntropy',
  'distributions',
  'jointDistribution',
  'huffmanCost',
  'arithmeticCost',
];
const refusalOf = (use: (input: Given) => unknown, input: Given): Promise<unknown> =>
  Promise.resolve()
    .then(() => use(input))
    .then(
      () => 'taken',
      (error: unknown) => error,
    );
// Of a source, `read` is asked for bytes, in parts.
const DIRECT = ENTRIES.filter(([name]) => !/of a source/.test(name));

test.each(DIRECT)('nothing else is bytes for %s', async (name, _, use) => {
  for (const [what, input, advice] of REFUSED) {
    if (what === 'an array' && symbols.includes(name)) continue; // any array is a sequence of symbols
    const error = await refusalOf(use, input);
    expect(error, what).toBeInstanceOf(TypeError);
    expect((error as Error).message, what).toMatch(advice);
  }
});

test.each(DIRECT.filter((entry) => !READS_TEXT.includes(entry)))('a string is no bytes for %s', async (_, __, use) => {
  const error = await refusalOf(use, 'text');
  expect(error).toBeInstanceOf(TypeError);
  expect((error as Error).message).toContain('new TextEncoder().encode(text)');
});

test('what has to be awaited first is refused with these words', async () => {
  const p = await fresh();
  expect(() => p.bits(new Blob(['x']) as Given)).toThrow(
    'a Blob is not bytes yet: use new Uint8Array(await it.arrayBuffer())',
  );
  expect(() => p.bits(Promise.resolve(X) as Given)).toThrow('await it first');
});

test('shared memory is copied before it is read: a change meanwhile changes nothing', async () => {
  const memory = shared(new Uint8Array(300_000).map((_, i) => i % 251));
  const before = memory.slice();
  const work = main.compress(memory, { ...MODEL, frameSize: 1 << 16 });
  memory.fill(7);
  expect(await main.decompress(await work)).toEqual(before);
});

test('a time of another realm is a time, and a signal of another is heard', async () => {
  const modified = vm.runInNewContext('new Date(1e12)');
  const made = await main.compress(X, { ...MODEL, metadata: { modified } });
  expect((await main.list(made)).metadata.modified).toEqual(new Date(1e12));
  // As jsdom has one: not an instance of this AbortSignal, and the same in all else.
  const other = vm.runInNewContext(`({
    signal: {
      [Symbol.toStringTag]: 'AbortSignal',
      aborted: false,
      addEventListener(_, hear) { this.hear = hear; },
      removeEventListener() {},
      throwIfAborted() { if (this.aborted) throw this.reason; },
    },
    abort(reason) { this.signal.aborted = true; this.signal.reason = reason; this.signal.hear?.(); },
  })`);
  expect(await main.compress(X, { ...MODEL, signal: other.signal })).toEqual(archive);
  const work = main.compress(new Uint8Array(20_000_000), {
    ...MODEL,
    signal: other.signal,
    onProgress: () => other.abort('enough'),
  });
  await expect(work).rejects.toBe('enough');
});

/** A check by class would be passed by none of these; none is bytes. */
test('isBytes', () => {
  expect([X, X.buffer, new DataView(X.buffer)].every(isBytes)).toBe(true);
  expect([undefined, null, '', 0, [], {}, new Map(), new Float32Array(1), new Blob([])].some(isBytes)).toBe(false);
});
