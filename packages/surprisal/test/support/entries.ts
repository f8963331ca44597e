/** Every entry of the library that takes content: how to call it, with any input, and content that it works on. */
import * as classical from '../../src/classical/index.js';
import * as coder from '../../src/coder/index.js';
import * as main from '../../src/index.js';
import * as predictor from '../../src/predictor/predictor.js';
import * as classify from '../../src/uses/classify/index.js';
import * as explained from '../../src/uses/explain/index.js';
import * as generate from '../../src/uses/generate.js';
import * as information from '../../src/uses/information/index.js';
import * as mdl from '../../src/uses/mdl.js';
import * as outliers from '../../src/uses/outliers/index.js';
import * as segment from '../../src/uses/segment/index.js';
import * as similarity from '../../src/uses/similarity/index.js';

export const TEXT = 'the cat sat on the mat, the dog sat on the log; ';
export const X = new TextEncoder().encode(TEXT);
export const MODEL = { model: 'order-1' };
// biome-ignore lint/suspicious/noExplicitAny: the point is to give what the types do not allow, too
export type Given = any;

const { Predictor } = predictor;
export const fresh = (): Promise<predictor.Predictor> => Predictor.create('order-1', { size: 4096 });
const size = (bytes: Uint8Array): number => classical.lzw.encode(bytes).length;
const all = async (stream: AsyncIterable<Uint8Array>): Promise<number[]> => {
  const parts: number[] = [];
  for await (const part of stream) parts.push(...part);
  return parts;
};
/** A stream of one chunk, of whatever type. */
const readable = (chunk: Given): ReadableStream =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(chunk);
      controller.close();
    },
  });
export async function* stream(chunk: Given): AsyncGenerator<Given> {
  yield chunk;
}
const source = (archive: Given): main.ByteSource => ({
  size: archive.byteLength,
  read: async (start, end) =>
    start === 0 && end === archive.byteLength ? archive : bytesIn(archive).slice(start, end),
});
export const bytesIn = (view: Given): Uint8Array =>
  ArrayBuffer.isView(view) ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength) : new Uint8Array(view);

export const archive = await main.compress(X, MODEL);
const bare = await main.compressBare(X, MODEL);
const learned = new classify.Classifier().learn(X, 'cats').learn('something else', 'others');
const net = (await mdl.descriptions(X, { cells: [1] }))[0]!.weights;
const prior = main.Prior.create([{ primer: X }]).save();
const snapshot = (await fresh()).given(X).snapshot();
const bits = new Float32Array(X.length).fill(2);

/** A code of three decisions. */
const encoder = new coder.Encoder();
for (const bit of [1, 0, 1]) encoder.bit(bit, 2 ** 31);
const code = encoder.finish();
const decoded = (decoder: coder.Decoder): number[] => [1, 2, 3].map(() => decoder.bit(2 ** 31));
const pushed = (x: Given): coder.Decoder => {
  const decoder = new coder.Decoder();
  decoder.push(x);
  decoder.end();
  return decoder;
};

type Entry = [name: string, bytes: Uint8Array, use: (input: Given) => unknown];

/** What takes one content and reads it, at its own time: takes a Blob, a Response and a stream, too. */
export const READS: readonly Entry[] = [
  ['compress', X, async (x) => all(stream(await ended(main.compress(x, MODEL))))],
  ['decompress', archive, async (x) => all(stream(await ended(main.decompress(x))))],
  ['list', archive, (x) => main.list(x)],
  ['range', archive, (x) => main.range(x, 4, 9)],
  ['compressBare', X, (x) => main.compressBare(x, MODEL)],
  ['decompressBare', bare, (x) => main.decompressBare(x, MODEL)],
  ['explain', X, (x) => explained.explain(x, MODEL)],
  ['continueBy', X, (x) => generate.continueBy(size, x, 3)],
  ['descriptions', X, (x) => mdl.descriptions(x, { cells: [0] })],
  ['segment', X, (x) => segment.segment(x)],
  ['contextFeatures', X, (x) => similarity.contextFeatures(x)],
];
/** The bytes of a promise or a stream, in one. */
async function ended(output: Given): Promise<Uint8Array> {
  return output instanceof ReadableStream ? Uint8Array.from(await all(output as Given)) : output;
}

/** What takes bytes, of one thing or of many. */
export const TAKES: readonly Entry[] = [
  ['compress of a stream', X, (x) => all(main.compress(stream(x), MODEL))],
  ['decompress of a stream', archive, (x) => all(main.decompress(stream(x)))],
  ['CompressStream', X, (x) => all(readable(x).pipeThrough(new main.CompressStream(MODEL) as Given))],
  ['DecompressStream', archive, (x) => all(readable(x).pipeThrough(new main.DecompressStream() as Given))],
  ['list of a source', archive, (x) => main.list(source(x))],
  ['range of a source', archive, (x) => main.range(source(x), 4, 9)],
  ['Prior.create', net, (x) => main.Prior.create([{ model: 'net-1', weights: x }]).hash],
  ['Prior.load', prior, (x) => main.Prior.load(x).hash],
  ['Predictor.given', X, async (x) => (await fresh()).given(x).bits(X)],
  ['Predictor.bits', X, async (x) => (await fresh()).bits(x)],
  ['Predictor.surprisal', X, async (x) => (await fresh()).surprisal(x)],
  ['Predictor.encode', X, async (x) => (await fresh()).encode(x)],
  ['Predictor.decode', (await fresh()).encode(X), async (x) => (await fresh()).decode(x, X.length)],
  ['Predictor.restore', snapshot, async (x) => (await fresh()).restore(x).bits(X)],
  ['Classifier.load', learned.save(), (x) => classify.Classifier.load(x).classify(TEXT)],
  ...Object.values(classical.CODECS).flatMap((codec): Entry[] => [
    [`${codec.name}.encode`, X, (x) => codec.encode(x)],
    [`${codec.name}.decode`, codec.encode(X), (x) => codec.decode(x)],
    [`${codec.name}.steps`, X, (x) => [...codec.steps(x)]],
  ]),
  ['Decoder', code, (x) => decoded(new coder.Decoder(x))],
  ['Decoder.push', code, (x) => decoded(pushed(x))],
  ['explainDeflate', classical.deflate.encode(X), (x) => [...classical.explainDeflate(x)]],
  ['charactersOf', X, (x) => explained.charactersOf(x, bits)],
  ['linesOf', X, (x) => explained.linesOf(x, bits)],
  ['passages', X, (x) => explained.passages(x, bits, 2)],
  ['distance', X, (x) => [similarity.distance(x, X.slice(9), size), similarity.distance(X.slice(9), x, size)]],
  ['distanceMatrix', X, (x) => similarity.distanceMatrix([x, X.slice(9), x], 'order-1')],
  ['Neighbours', X, (x) => new similarity.Neighbours([X.slice(9), x], 'order-1').find(X, 2)],
  ['Neighbours.find', X, (x) => new similarity.Neighbours([X.slice(9), X], 'order-1').find(x, 2)],
  ['modelCost', X, async (x) => (await similarity.modelCost('order-1'))(x)],
  ['modelCost of a codec', X, async (x) => (await similarity.modelCost('lzw'))(x)],
  ['phraseFeatures', X, (x) => similarity.phraseFeatures(x, 'lzw')],
];

/** What takes text or bytes. */
export const READS_TEXT: readonly Entry[] = [
  ['Classifier.learn', X, (x) => new classify.Classifier().learn(x, 'cats').save()],
  ['Classifier.train', X, async (x) => (await new classify.Classifier().train([{ text: x, label: 'cats' }])).save()],
  ['Classifier.classify', X, (x) => learned.classify(x)],
  ['Classifier.bits', X, (x) => learned.bits(x)],
  ['Classifier.next', X, (x) => learned.next('cats', x)],
  ['outliers', X, (x) => outliers.outliers([TEXT, x, 'no'], MODEL)],
  ['duplicates', X, (x) => outliers.duplicates([TEXT, x, 'no'])],
  ['drift', X, (x) => outliers.drift([TEXT, x, 'no'], MODEL)],
  ['Watch.create', X, async (x) => (await outliers.Watch.create([TEXT, x, 'no'], MODEL)).threshold],
  ['Watch.judge', X, async (x) => (await outliers.Watch.create([TEXT, 'no'], MODEL)).judge(x)],
  ['frequencies', X, (x) => information.frequencies(x).counts],
  ['sequenceEntropy', X, (x) => information.sequenceEntropy(x, 1)],
  ['distributions', X, (x) => information.distributions(x, x).distributions],
  ['jointDistribution', X, (x) => information.jointDistribution(x, x).joint],
  ['huffmanCost', X, (x) => information.huffmanCost(x)],
  ['arithmeticCost', X, (x) => information.arithmeticCost(x)],
  ['bitsPerCharacter', X, (x) => information.bitsPerCharacter(9, x)],
  ['bitsPerCharacterOfBitsPerByte', X, (x) => information.bitsPerCharacterOfBitsPerByte(2, x)],
  ['codePoints', X, (x) => information.codePoints(x)],
];
export const ENTRIES = [...READS, ...TAKES, ...READS_TEXT];
