import { ByteToBit } from './byte-to-bit.js';
import { binaryContexts, NETWORK_CONTEXTS } from './cm-strong/binary.js';
import { bitmapContexts, NETWORK_CONTEXTS_BITMAP } from './cm-strong/bitmap.js';
import { passageContexts, passageWordContexts } from './cm-strong/passage.js';
import { NETWORK_CONTEXTS_SAMPLES, samplesContexts } from './cm-strong/samples.js';
import { textContexts, wordContexts } from './cm-strong/text.js';
import { NETWORK_CONTEXTS_X86, x86Contexts } from './cm-strong/x86.js';
import { Bitmap } from './context/bitmap.js';
import { setContexts } from './context/context-list.js';
import { HashedContexts } from './context/hashed-contexts.js';
import { History } from './context/history.js';
import { Indirect } from './context/indirect.js';
import { Instructions } from './context/instructions.js';
import { Match } from './context/match.js';
import { Passage } from './context/passage.js';
import { Records } from './context/records.js';
import { Runs } from './context/runs.js';
import { isSamples, Samples } from './context/samples.js';
import { Text } from './context/text.js';
import { Vocabulary } from './context/vocabulary.js';
import { ContextMixing } from './context-mixing.js';
import { Apm } from './mixing/apm.js';
import { Mixer, RATE_DECAY } from './mixing/mixer.js';
import type { NetworkByteModel } from './network.js';
import { NetworkKeys } from './network-keys.js';
import { f32, hash2, hash3, sizeBits, squash } from './numbers.js';
import { PpmByteModel } from './ppm/byte-model.js';

export const KIND_TEXT = 1;
const KIND_RECORDS = 2;
const KIND_X86 = 3;
const KIND_BITMAP = 4;
const KIND_RGB24 = 7;
const FORMS_RGB = 5;
const FORMS = 16;
const CONTEXTS_WIDE = 132;
const RATES_WIDE = [0.0015, 0.0002, f32(RATE_DECAY / 3)] as const;
const PPM_INPUTS = 4; // one, and three zeros
const PPM_ORDER = 16;
const PPM_SIZE_MAX_TEXT = 5 * 2 ** 19;
const PPM_SIZE_MAX_SAMPLES = 9 * 2 ** 16;
const PPM_SIZE_MAX = 9 * 2 ** 18;
const NET_INPUTS = 4; // two, and two zeros
const NET_LEVELS = 33;
const PPM_LEVELS = 7;
/** Rows of each set of weights. */
const SETS = [256, 2048, NET_LEVELS * PPM_LEVELS, 1024, 2048, 2048, 2048];
const MORE_SETS = [2048, 2048];
const SETS_X86 = [
  ...SETS.slice(0, 3),
  256 * Instructions.PLACES,
  8 * Instructions.PLACES,
  ...SETS.slice(5),
  ...MORE_SETS,
];
const SETS_BITMAP = [256, 2048, NET_LEVELS * PPM_LEVELS, 64, 128, 128, 256, 1];
const APMS_TEXT = 4;
const APMS = 6;

/**
 * cm-strong: contexts with run maps, three matches, ppm, a network, sets of weights, maps. With a larger network it is
 * cm-max. Twin of kernel/models/cm/strong.ts.
 */
export class CmStrong extends ContextMixing {
  private readonly isText: boolean;
  private readonly text: Text;
  private readonly vocabulary: Vocabulary;
  private readonly passage: Passage | undefined;
  private readonly records: Records;
  private readonly samples: Samples | undefined;
  private readonly indirect: Indirect;
  private readonly instructions: Instructions | undefined;
  private readonly contexts: HashedContexts;
  private readonly runs: Runs;
  private readonly bitmap: Bitmap | undefined;
  /** Of at least 5, 9 and 20 bytes. */
  private readonly matches: readonly [Match, Match, Match];
  private readonly ppmBytes: PpmByteModel;
  private readonly ppm: ByteToBit;
  private readonly ppmInputs: Float32Array;
  private readonly networkKeys: NetworkKeys;
  private readonly net: ByteToBit;
  private readonly netInputs: Float32Array;
  private readonly mixer: Mixer;
  private readonly apms: readonly Apm[];

  /**
   * @param size bytes of content expected. @param kind, stride as in kernel/views/kinds.ts. @param net is given features of
   * the past here. @param isMax more contexts of text.
   */
  constructor(size: number, kind: number, stride: number, net: NetworkByteModel, isMax: boolean) {
    const bits = sizeBits(size, 10, 24);
    const history = new History(bits);
    const match = (minimum: number): Match => new Match(history, minimum, Math.min(bits, 22));
    const long = match(20);
    super(history, long);
    this.matches = [match(5), match(9), long];
    this.isText = kind === KIND_TEXT;
    this.text = new Text(history, 0);
    this.vocabulary = new Vocabulary(history, this.text, this.isText ? size : 0);
    const isWide = isMax && this.isText;
    if (isWide) this.passage = new Passage(this.text);
    this.records = new Records(history, stride || 4);
    if (isSamples(kind))
      this.samples = new Samples(history, kind, stride, kind === KIND_RGB24 && !isMax ? FORMS_RGB : FORMS);
    this.indirect = new Indirect(history);
    if (kind === KIND_X86) this.instructions = new Instructions();
    if (kind === KIND_BITMAP) this.bitmap = new Bitmap(history, stride, size, Bitmap.CONTEXTS_MAX);
    const isBitmap = this.bitmap !== undefined;
    const count = isWide ? CONTEXTS_WIDE : contextsOf(kind);
    const lineBits = isBitmap ? Math.min(bits + 1, 21) : Math.min(bits + (isWide ? 4 : 3), 23);
    this.contexts = new HashedContexts(count, lineBits);
    this.runs = new Runs(count, lineBits + 1);
    const sizeMax = this.samples === undefined ? PPM_SIZE_MAX : PPM_SIZE_MAX_SAMPLES;
    this.ppmBytes = new PpmByteModel(PPM_ORDER, Math.min(size, this.isText ? PPM_SIZE_MAX_TEXT : sizeMax));
    this.ppm = new ByteToBit(this.ppmBytes);
    const always = count * (HashedContexts.INPUTS + Runs.INPUTS) + 3 * Match.INPUTS + PPM_INPUTS + NET_INPUTS;
    const ofBitmap = isBitmap ? Bitmap.CONTEXTS_MAX * (Bitmap.INPUTS + Bitmap.AVERAGE_INPUTS) : 0;
    const ofSamples = this.samples?.count ?? 0;
    this.networkKeys = new NetworkKeys(this.text, this.vocabulary, this.matches[0], long);
    if (!this.isText) {
      const others = this.samples === undefined ? NETWORK_CONTEXTS : NETWORK_CONTEXTS_SAMPLES;
      const indices = isBitmap ? NETWORK_CONTEXTS_BITMAP : kind === KIND_X86 ? NETWORK_CONTEXTS_X86 : others;
      this.networkKeys.chosen = { contexts: this.contexts, indices };
    }
    net.listenTo(this.networkKeys);
    this.net = new ByteToBit(net);
    const others = kind === KIND_X86 ? SETS_X86 : [...SETS, ...MORE_SETS];
    const sets = this.isText ? SETS : isBitmap ? SETS_BITMAP : others;
    this.mixer = new Mixer(always + ofBitmap + ofSamples, sets, 1, isWide ? RATES_WIDE : ratesOf(kind), 0.0015);
    this.apms = Array.from(
      { length: this.isText ? APMS_TEXT : APMS },
      (_, i) => new Apm(i === 0 ? 8 : Math.min(bits, 16)),
    );
    this.contexts.inputs = this.mixer.claim(count, HashedContexts.INPUTS, isWide ? 0.006 : 0.015);
    this.runs.inputs = this.mixer.claim(count, Runs.INPUTS, 0);
    for (const each of this.matches) each.inputs = this.mixer.claim(1, Match.INPUTS, 0.05);
    this.ppmInputs = this.mixer.claim(1, PPM_INPUTS, 0.2);
    if (this.bitmap !== undefined) {
      this.bitmap.inputs = this.mixer.claim(Bitmap.CONTEXTS_MAX, Bitmap.INPUTS, 0.05);
      this.bitmap.averages = this.mixer.claim(Bitmap.CONTEXTS_MAX, Bitmap.AVERAGE_INPUTS, 0.05);
    }
    this.samples?.claim(this.mixer);
    this.netInputs = this.mixer.claim(1, NET_INPUTS, 0.25);
    this.contexts.select(true);
  }

  protected mix(): number {
    this.contexts.predict(this.node);
    this.runs.predict(this.partial, this.bits);
    for (const match of this.matches) match.predict(this.partial, this.bits);
    this.bitmap?.perceive(this.partial, this.bits);
    this.bitmap?.predict();
    this.samples?.predict(this.partial, this.bits);
    this.ppmInputs[0] = this.ppm.stretched();
    const net = this.net.stretched();
    this.netInputs.set([net, f32(f32(squash(net) * 2) - 1)]);
    this.mixer.select(this.weightContexts(), 0);
    const x = this.mixer.predict();
    const contexts = this.apmContexts();
    this.apms.forEach((apm, i) => {
      apm.select(contexts[i]!);
    });
    const refined = this.apms.map((apm) => apm.refine(x)).reduce((sum, p) => f32(sum + p));
    return f32(f32(squash(x) + f32(refined * f32(1 / this.apms.length))) * 0.5);
  }

  /** The contexts that select weights, most with the bits of the byte so far. */
  private weightContexts(): number[] {
    const { text: t, records: r, bits, partial } = this;
    const c4 = this.history.last4;
    const [net, ppm] = [this.netInputs[0]!, this.ppmInputs[0]!];
    const level = Math.floor(Math.min(Math.max(f32(f32(net * 2) + 16.5), 0), NET_LEVELS - 1));
    const other = Math.floor(Math.min(Math.max(f32(f32(ppm * f32(0.4)) + f32(3.2)), 0), PPM_LEVELS - 1));
    const bitwise = (...contexts: number[]): number[] => contexts.map((context) => context * 8 + bits);
    const first = [partial, ...bitwise(this.expected()), level * PPM_LEVELS + other];
    const b = this.bitmap;
    if (b !== undefined) return [...first, b.near, b.around, b.tall, b.edges, 0];
    const code = this.instructions;
    const ofBytes = bitwise(this.ppmBytes.expected, c4 & 0xff, (c4 >>> 8) & 0xff);
    if (code !== undefined) {
      const { place, opcode } = code;
      return [...first, place * 256 + partial, ...bitwise(place), hash3(opcode, place, bits) >>> 21, ...ofBytes];
    }
    const always = [...first, ...bitwise(t.outline & 0x7f)];
    if (this.isText) {
      const bracket = t.open === 0 ? 0 : ((t.open >>> 1) & 7) + 1;
      const hashed = [t.shape, t.outline].map((o) => hash2(o & 0xfff, partial) >>> 21);
      return [...always, ...bitwise(bracket * 16 + Math.min(t.wordLength, 15)), ...hashed];
    }
    const s = this.samples;
    const place = s === undefined ? [Math.min(r.column, 255), r.above] : [s.second * 16 + s.level, s.expected];
    return [...always, ...bitwise(...place), ...ofBytes];
  }

  /** The contexts of the maps; text has the first of them. */
  private apmContexts(): number[] {
    const c4 = this.history.last4;
    const partial = this.partial;
    const b = this.bitmap;
    const expected = (this.expected() << 8) | partial;
    if (b !== undefined) {
      return [b.near, b.template, b.wide >>> 16, expected, (b.tall << 7) | b.around, (b.near << 6) | b.black];
    }
    const s = this.samples;
    const i = this.instructions;
    const token = i?.head ?? this.text.word;
    const others =
      s === undefined
        ? [hash2(c4, partial) >>> 16, hash2(token, partial) >>> 16]
        : [s.expected, s.expectedNear].map((byte) => ((byte << 8) | partial) ^ (s.second << 15));
    return [partial, ((c4 & 0xff) << 8) | partial, hash2(c4 & 0xffffff, partial) >>> 16, expected, ...others];
  }

  /** The byte that the longest match expects, 0 without one. */
  private expected(): number {
    return this.matches.findLast((match) => match.length > 0)?.expected ?? 0;
  }

  protected adapt(bit: number): void {
    this.mixer.learn(bit);
    this.contexts.learn(this.node, bit);
    this.runs.learn(bit);
    for (const match of this.matches) match.learn(bit);
    this.bitmap?.learn(bit);
    for (const apm of this.apms) apm.learn(bit);
  }

  protected override perceiveBit(bit: number): void {
    const [short, middle] = this.matches;
    short.perceive(bit);
    middle.perceive(bit);
    this.ppm.learning = this.learning;
    this.ppm.update(bit);
    this.net.learning = this.learning;
    this.net.update(bit);
  }

  protected perceiveNibble(): void {
    if (this.partial === 1) this.contexts.select(this.learning);
    else this.contexts.selectSecond(this.partial, this.learning);
  }

  protected perceiveByte(byte: number): void {
    if (this.learning) this.runs.learnByte(byte);
    const h = this.history;
    const { last4: c4, last8: c8 } = h;
    this.text.perceive(byte);
    if (this.isText) this.vocabulary.perceive(byte, this.learning);
    this.passage?.perceive(byte);
    this.records.perceive();
    this.samples?.perceive(byte, this.learning);
    this.indirect.perceive(byte, this.learning);
    this.instructions?.perceive(byte, this.learning);
    const [short, middle, long] = this.matches;
    short.perceiveByte(hash2(c4, c8 & 0xff), this.learning);
    middle.perceiveByte(hash3(c4, c8, h.at(9)), this.learning);
    long.perceiveByte(h.hash(20), this.learning);
    const expected = this.expected();
    const words = this.words();
    this.contexts.caseless = words.length;
    const list = [
      ...words,
      hash3(expected, Math.min(short.length, 31), Math.min(long.length, 1)),
      hash3(expected, c4 & 0xff, Math.min(middle.length, 1)),
      hash2(expected, this.text.word),
      ...this.list(),
    ];
    setContexts(list, this.contexts, this.runs, list.length, this.learning);
    this.networkKeys.tell(byte);
  }

  /** The caseless contexts: those of words, in text. */
  private words(): number[] {
    const { history, text, vocabulary, passage } = this;
    if (!this.isText) return [];
    const more = passage === undefined ? [] : passageWordContexts(history, text, vocabulary, passage);
    return [...wordContexts(text, vocabulary), ...more];
  }

  /** All contexts but those of words and of the matches. */
  private list(): number[] {
    const { history, text, vocabulary, records, indirect } = this;
    if (this.isText) {
      const list = textContexts(history, text, vocabulary, indirect);
      return this.passage === undefined ? list : [...list, ...passageContexts(history, text, vocabulary, this.passage)];
    }
    if (this.bitmap !== undefined) return bitmapContexts(history, records);
    if (this.samples !== undefined) return samplesContexts(history, records, this.samples);
    const bytes = binaryContexts(history, text, records, indirect);
    return this.instructions === undefined ? bytes : [...bytes, ...x86Contexts(history, this.instructions)];
  }
}

/** Contexts, those of the matches with them. */
function contextsOf(kind: number): number {
  if (kind === KIND_TEXT) return 48;
  if (kind === KIND_BITMAP) return 12;
  if (isSamples(kind)) return 32;
  return kind === KIND_X86 ? 80 : 64;
}

/** The rates of a row of weights: at first, and in the long run. */
function ratesOf(kind: number): readonly [number, number] {
  if (kind === KIND_TEXT) return [0.004, 0.0008];
  if (kind === KIND_BITMAP || isSamples(kind)) return [0.005, 0.001];
  return kind === KIND_RECORDS ? [0.01, 0.002] : [0.006, 0.0008];
}
