import { Bitmap } from '../context/bitmap';
import { ContextList } from '../context/context-list';
import { HashedContexts } from '../context/hashed-contexts';
import { History } from '../context/history';
import { Indirect } from '../context/indirect';
import { Instructions } from '../context/instructions';
import { Match } from '../context/match';
import { Passage } from '../context/passage';
import { Records } from '../context/records';
import { Runs } from '../context/runs';
import { Samples } from '../context/samples';
import { Tables } from '../context/tables';
import { Text } from '../context/text';
import { Vocabulary } from '../context/vocabulary';
import { hash2, hash3 } from '../math/hash';
import { sizeBits } from '../memory';
import { Apm } from '../mixing/apm';
import { squash } from '../mixing/logistic';
import { Mixer } from '../mixing/mixer';
import { RATE_DECAY } from '../mixing/rows';
import { ByteToBit } from './byte-to-bit';
import { KIND_BITMAP, KIND_RECORDS, KIND_RGB24, KIND_TEXT, KIND_X86, isSamples } from '../context/content';
import { ContextMixing } from './context-mixing';
import { NETWORK_CONTEXTS, listBinary } from './cm-strong/binary';
import { NETWORK_CONTEXTS_BITMAP, listBitmap } from './cm-strong/bitmap';
import { listPassage, listPassageWords } from './cm-strong/passage';
import { NETWORK_CONTEXTS_SAMPLES, listSamples } from './cm-strong/samples';
import { listText, listWords } from './cm-strong/text';
import { NETWORK_CONTEXTS_X86, listX86 } from './cm-strong/x86';
import { NetworkByteModel } from './network';
import { NetworkKeys } from './network-keys';
import { PpmByteModel } from './ppm/byte-model';

/** PPM's stretched probability, and three zeros that make a vector of it. */
const PPM_INPUTS: u32 = 4;
const PPM_ORDER: u32 = 16;
/** Content that ppm has memory for: in text 160 MiB, in pixels and audio, where it helps little, 36, in all else 144, so that all of the model stays below 1 GB. */
const PPM_SIZE_MAX_TEXT: u32 = 5 << 19;
const PPM_SIZE_MAX_SAMPLES: u32 = 9 << 16;
const PPM_SIZE_MAX: u32 = 9 << 18;
/** The network's stretched probability, (p - 1/2) scaled, and two zeros; and how finely it selects weights. */
const NET_INPUTS: u32 = 4;
const NET_LEVELS: u32 = 33;
const PPM_LEVELS: u32 = 7;
/** Contexts of text in cm-max: those of cm-strong, and of cm-strong/passage.ts. And the caseless ones of both. */
const CONTEXTS_WIDE: u32 = 132;
const CASELESS: u32 = 10;
const CASELESS_WIDE: u32 = 24;
/** Ways to extend the neighbours of a pixel (context/residuals.ts), each counts four times in colours: there in cm-strong, and else. */
const FORMS_RGB: u32 = 5;
const FORMS: u32 = 16;
/** Maps: of text, and of all else. */
const APMS_TEXT: i32 = 4;
const APMS: i32 = 6;

/** Contexts of each set of weights, as `selectSets` has them. */
const SETS_TEXT: StaticArray<u32> = [256, 2048, NET_LEVELS * PPM_LEVELS, 1024, 2048, 2048, 2048];
const SETS_BITMAP: StaticArray<u32> = [256, 2048, NET_LEVELS * PPM_LEVELS, 64, 128, 128, 256, 1];
const SETS_X86: StaticArray<u32> = [256, 2048, NET_LEVELS * PPM_LEVELS, 256 * Instructions.PLACES, 8 * Instructions.PLACES, 2048, 2048, 2048, 2048];
const SETS: StaticArray<u32> = [256, 2048, NET_LEVELS * PPM_LEVELS, 1024, 2048, 2048, 2048, 2048, 2048];

/**
 * cm-strong: everything that pays, at a fortieth of cm-fast's speed.
 *
 *   contexts  48 of text, 12 of pictures of one bit a pixel, 32 of other pixels and of audio, 80 of x86 code, 64 of all
 *             else (cm-strong/), 132 of text in cm-max, each with a bit history, a certainty input (context/hashed-contexts.ts) and a run map (context/runs.ts)
 *   pixels    24 patterns of pixels of one bit (context/bitmap.ts); linear prediction of others and of audio (context/samples.ts),
 *             of pixels by what lies around as well (context/local-samples.ts), with histograms of errors (context/residuals.ts),
 *             of audio over a longer and a very short past (context/sound-samples.ts)
 *   code      x86 read as instructions (context/instructions.ts)
 *   matches   the longest repetitions of at least 5, 9 and 20 bytes (context/match.ts)
 *   ppm       the distribution of ppm, order 16, folded to bits (models/ppm)
 *   net       the distribution of a network that learns while it codes, folded to bits: for text gated embeddings alone,
 *             64 numbers (models/trace.ts), for all else a layer of 64 cells of an LSTM (models/lstm.ts), in cm-max two of 96
 *   mixer     seven sets of text, nine of all else, eight of pictures of one bit a pixel; then one over their outputs
 *   maps      by this byte's bits; with the last byte; with a hash of 3 bytes; with the byte a match expects; for all
 *             but text also with a hash of 4 bytes, of the letters or of the instruction so far, or with the bytes that samples are expected
 *             to have; by pixels, where those have one bit. p = 1/2 mixed + 1/2 the mean of the maps
 */
export class CmStrong extends ContextMixing {
  private readonly text: Text;
  private readonly vocabulary: Vocabulary;
  private readonly passage: Passage | null;
  private readonly records: Records;
  private readonly indirect: Indirect;
  private readonly instructions: Instructions | null;
  private readonly contexts: HashedContexts;
  private readonly runs: Runs;
  private readonly bitmap: Bitmap | null;
  private readonly samples: Samples | null;
  private readonly list: ContextList;
  private readonly short: Match;
  private readonly middle: Match;
  private readonly ppmBytes: PpmByteModel;
  private readonly ppm: ByteToBit;
  private readonly ppmInput: usize;
  private readonly networkKeys: NetworkKeys;
  private readonly netBytes: NetworkByteModel;
  private readonly net: ByteToBit;
  private readonly netInput: usize;
  private readonly mixer: Mixer;
  private readonly apms: StaticArray<Apm>;

  /**
   * @param size bytes of content expected: sizes the tables, 1 GB at most. @param kind, stride as in content.ts.
   * @param net the network that is mixed in, not alone: it is told of the past here. @param isMax more contexts of text.
   */
  constructor(size: u32, private readonly kind: u32, stride: u32, net: NetworkByteModel, isMax: bool) {
    const isText = kind == KIND_TEXT;
    const isWide = isText && isMax;
    const isBitmap = kind == KIND_BITMAP;
    const bits = sizeBits(size, 10, 24);
    const tables = new Tables();
    const history = new History(bits);
    const longest = new Match(history, 20, min(bits, 22), tables);
    super(tables, history, longest);
    const count = isWide ? CONTEXTS_WIDE : contextsOf(kind);
    const lineBits = isBitmap ? min(bits + 1, 21) : min(bits + (isWide ? 4 : 3), 23);
    const contexts = new HashedContexts(count, lineBits, 1023, tables);
    const runs = new Runs(count, lineBits + 1, tables);
    const bitmap = isBitmap ? new Bitmap(history, stride, size, Bitmap.CONTEXTS_MAX, tables) : null;
    const samples = isSamples(kind) ? new Samples(history, kind, stride, kind == KIND_RGB24 && !isMax ? FORMS_RGB : FORMS) : null;
    let inputs = count * (HashedContexts.INPUTS + Runs.INPUTS) + 3 * Match.INPUTS + PPM_INPUTS + NET_INPUTS;
    if (bitmap != null) inputs += Bitmap.CONTEXTS_MAX * (Bitmap.INPUTS + Bitmap.AVERAGE_INPUTS);
    if (samples != null) inputs += samples.count;
    const mixer = new Mixer(
      inputs,
      isText ? SETS_TEXT : isBitmap ? SETS_BITMAP : kind == KIND_X86 ? SETS_X86 : SETS,
      1,
      isWide ? 0.0015 : rateStart(kind),
      isWide ? 0.0002 : rateEnd(kind),
      isWide ? RATE_DECAY / 3 : RATE_DECAY, // more inputs learn longer: a megabyte -0.3 %, 100 KB +0.02 %
      0.0015,
    );
    const apms = new StaticArray<Apm>(isText ? APMS_TEXT : APMS);
    for (let i = 0; i < apms.length; i++) unchecked((apms[i] = new Apm(i == 0 ? 8 : min(bits, 16), 1023, tables.rates)));
    const ppmSizeMax = isText ? PPM_SIZE_MAX_TEXT : samples != null ? PPM_SIZE_MAX_SAMPLES : PPM_SIZE_MAX;
    const ppmBytes = new PpmByteModel(PPM_ORDER, min(size, ppmSizeMax));
    const short = new Match(history, 5, min(bits, 22), tables);
    const middle = new Match(history, 9, min(bits, 22), tables);
    const text = new Text(history, 0);
    this.text = text;
    const vocabulary = new Vocabulary(history, text, isText ? size : 0);
    this.vocabulary = vocabulary;
    this.passage = isWide ? new Passage(text) : null;
    this.records = new Records(history, stride > 0 ? stride : 4);
    this.indirect = new Indirect(history);
    this.instructions = kind == KIND_X86 ? new Instructions() : null;
    this.contexts = contexts;
    this.runs = runs;
    this.bitmap = bitmap;
    this.samples = samples;
    this.list = new ContextList(contexts, runs, count);
    this.short = short;
    this.middle = middle;
    this.ppmBytes = ppmBytes;
    this.ppm = new ByteToBit(ppmBytes);
    const networkKeys = new NetworkKeys(history, text, vocabulary, short, longest);
    if (isBitmap) networkKeys.choose(contexts, NETWORK_CONTEXTS_BITMAP);
    else if (isSamples(kind)) networkKeys.choose(contexts, NETWORK_CONTEXTS_SAMPLES);
    else if (kind == KIND_X86) networkKeys.choose(contexts, NETWORK_CONTEXTS_X86);
    else if (!isText) networkKeys.choose(contexts, NETWORK_CONTEXTS);
    this.networkKeys = networkKeys;
    this.netBytes = net;
    this.net = new ByteToBit(net);
    this.mixer = mixer;
    this.apms = apms;
    contexts.caseless = !isText ? 0 : isWide ? CASELESS_WIDE : CASELESS;
    contexts.inputs = mixer.claim(count, HashedContexts.INPUTS, isWide ? 0.006 : 0.015);
    runs.inputs = mixer.claim(count, Runs.INPUTS, 0);
    short.inputs = mixer.claim(1, Match.INPUTS, 0.05);
    middle.inputs = mixer.claim(1, Match.INPUTS, 0.05);
    this.match.inputs = mixer.claim(1, Match.INPUTS, 0.05);
    this.ppmInput = mixer.claim(1, PPM_INPUTS, 0.2);
    if (bitmap != null) {
      bitmap.inputs = mixer.claim(Bitmap.CONTEXTS_MAX, Bitmap.INPUTS, 0.05);
      bitmap.averages = mixer.claim(Bitmap.CONTEXTS_MAX, Bitmap.AVERAGE_INPUTS, 0.05);
    }
    if (samples != null) samples.claim(mixer);
    this.netInput = mixer.claim(1, NET_INPUTS, 0.25);
    contexts.select(1, true);
  }

  protected mix(): f32 {
    const expected = this.expected();
    const bitmap = this.bitmap;
    if (bitmap != null) bitmap.perceive(this.partial, this.bits);
    this.selectApms(expected);
    if (bitmap != null) bitmap.predict();
    const samples = this.samples;
    if (samples != null) samples.predict(this.partial, this.bits);
    this.contexts.predict(this.node);
    this.runs.predict(this.partial, this.bits);
    this.short.predict(this.partial, this.bits);
    this.middle.predict(this.partial, this.bits);
    this.match.predict(this.partial, this.bits);
    store<f32>(this.ppmInput, this.ppm.stretched());
    const net = this.net.stretched();
    store<f32>(this.netInput, net);
    store<f32>(this.netInput, squash(net) * 2 - 1, 4);
    this.selectSets(expected);
    const x = this.mixer.predict();
    const apms = this.apms;
    let refined: f32 = 0;
    for (let i = 0; i < apms.length; i++) refined += unchecked(apms[i]).refine(x);
    return (squash(x) + refined * (1.0 / <f32>apms.length)) * 0.5;
  }

  private selectApms(expected: u32): void {
    const a = this.apms;
    const c4 = this.history.last4;
    const partial = this.partial;
    unchecked(a[3]).select((expected << 8) | partial);
    const bitmap = this.bitmap;
    if (bitmap != null) {
      unchecked(a[0]).select(bitmap.near);
      unchecked(a[1]).select(bitmap.template);
      unchecked(a[2]).select(bitmap.wide >>> 16);
      unchecked(a[4]).select((bitmap.tall << 7) | bitmap.around);
      unchecked(a[5]).select((bitmap.near << 6) | bitmap.black);
      return;
    }
    unchecked(a[0]).select(partial);
    unchecked(a[1]).select(((c4 & 0xff) << 8) | partial);
    unchecked(a[2]).select(hash2(c4 & 0xffffff, partial) >>> 16);
    if (this.kind == KIND_TEXT) return;
    const samples = this.samples;
    if (samples != null) {
      unchecked(a[4]).select(((samples.expected << 8) | partial) ^ (samples.second << 15));
      unchecked(a[5]).select(((samples.expectedNear << 8) | partial) ^ (samples.second << 15));
      return;
    }
    unchecked(a[4]).select(hash2(c4, partial) >>> 16);
    const instructions = this.instructions;
    const token = instructions != null ? instructions.head : this.text.word;
    unchecked(a[5]).select(hash2(token, partial) >>> 16);
  }

  private selectSets(expected: u32): void {
    const m = this.mixer;
    const t = this.text;
    const r = this.records;
    const c4 = this.history.last4;
    const bits = this.bits;
    const level = <u32>min<f32>(max<f32>(load<f32>(this.netInput) * 2 + 16.5, 0), <f32>(NET_LEVELS - 1));
    const ppm = <u32>min<f32>(max<f32>(load<f32>(this.ppmInput) * 0.4 + 3.2, 0), <f32>(PPM_LEVELS - 1));
    m.select(0, this.partial);
    m.select(1, expected * 8 + bits);
    m.select(2, level * PPM_LEVELS + ppm);
    const bitmap = this.bitmap;
    if (bitmap != null) {
      m.select(3, bitmap.near);
      m.select(4, bitmap.around);
      m.select(5, bitmap.tall);
      m.select(6, bitmap.edges);
      return;
    }
    const instructions = this.instructions;
    m.select(3, instructions != null ? instructions.place * 256 + this.partial : (t.outline & 0x7f) * 8 + bits);
    if (this.kind == KIND_TEXT) {
      const bracket = t.open != 0 ? ((t.open >>> 1) & 7) + 1 : 0;
      m.select(4, (bracket * 16 + min(t.wordLength, 15)) * 8 + bits);
      m.select(5, hash2(t.shape & 0xfff, this.partial) >>> 21);
      m.select(6, hash2(t.outline & 0xfff, this.partial) >>> 21);
    } else {
      const samples = this.samples;
      if (samples != null) {
        m.select(4, (samples.second * 16 + samples.level) * 8 + bits);
        m.select(5, samples.expected * 8 + bits);
      } else if (instructions != null) {
        m.select(4, instructions.place * 8 + bits);
        m.select(5, hash3(instructions.opcode, instructions.place, bits) >>> 21);
      } else {
        m.select(4, min(r.column, 255) * 8 + bits);
        m.select(5, r.above * 8 + bits);
      }
      m.select(6, this.ppmBytes.expected * 8 + bits);
      m.select(7, (c4 & 0xff) * 8 + bits);
      m.select(8, ((c4 >>> 8) & 0xff) * 8 + bits);
    }
  }

  /** The byte that the longest match expects, 0 without one. */
  private expected(): u32 {
    if (this.match.length > 0) return this.match.expected;
    if (this.middle.length > 0) return this.middle.expected;
    return this.short.length > 0 ? this.short.expected : 0;
  }

  protected adapt(bit: u32): void {
    this.mixer.learn(bit);
    this.contexts.learn(this.node, bit);
    this.runs.learn(bit);
    this.short.learn(bit);
    this.middle.learn(bit);
    this.match.learn(bit);
    const bitmap = this.bitmap;
    if (bitmap != null) bitmap.learn(bit);
    const apms = this.apms;
    for (let i = 0; i < apms.length; i++) unchecked(apms[i]).learn(bit);
  }

  protected perceiveBit(bit: u32): void {
    this.short.perceive(bit);
    this.middle.perceive(bit);
    this.ppm.learning = this.learning;
    this.ppm.update(bit);
    this.net.learning = this.learning;
    this.net.update(bit);
  }

  protected perceiveNibble(): void {
    this.contexts.select(this.partial, this.learning);
  }

  protected perceiveByte(byte: u32): void {
    if (this.learning) this.runs.learnByte(byte);
    const h = this.history;
    const c4 = h.last4;
    const c8 = h.last8;
    this.text.perceive(byte);
    if (this.kind == KIND_TEXT) this.vocabulary.perceive(byte, this.learning);
    const passage = this.passage;
    if (passage != null) passage.perceive(byte);
    this.records.perceive();
    const samples = this.samples;
    if (samples != null) samples.perceive(byte, this.learning);
    this.indirect.perceive(byte, this.learning);
    const instructions = this.instructions;
    if (instructions != null) instructions.perceive(byte, this.learning);
    this.short.perceiveByte(hash2(c4, c8 & 0xff), this.learning);
    this.middle.perceiveByte(hash3(c4, c8, h.at(9)), this.learning);
    this.match.perceiveByte(h.hash(20), this.learning);
    const l = this.list;
    l.start();
    if (this.kind == KIND_TEXT) listWords(l, this.text, this.vocabulary);
    if (passage != null) listPassageWords(l, h, this.text, this.vocabulary, passage);
    const expected = this.expected();
    l.add3(expected, min(this.short.length, 31), min(this.match.length, 1));
    l.add3(expected, c4 & 0xff, min(this.middle.length, 1));
    l.add2(expected, this.text.word);
    if (this.kind == KIND_TEXT) listText(l, h, this.text, this.vocabulary, this.indirect);
    else if (this.kind == KIND_BITMAP) listBitmap(l, h, this.records);
    else if (samples != null) listSamples(l, h, this.records, samples);
    else listBinary(l, h, this.text, this.records, this.indirect);
    if (instructions != null) listX86(l, h, instructions);
    if (passage != null) listPassage(l, h, this.text, this.vocabulary, passage);
    this.runs.select(this.learning);
    this.networkKeys.write(this.netBytes.keys);
  }
}

/** Contexts of the lists in cm-strong/, those of the matches with them, all with run maps. Multiples of 4. */
function contextsOf(kind: u32): u32 {
  if (kind == KIND_TEXT) return 48;
  if (kind == KIND_BITMAP) return 12;
  if (isSamples(kind)) return 32;
  return kind == KIND_X86 ? 80 : 64;
}

/** The rate of a row of weights at first; and in the long run. */
function rateStart(kind: u32): f32 {
  if (kind == KIND_TEXT) return 0.004;
  if (kind == KIND_BITMAP || isSamples(kind)) return 0.005;
  return kind == KIND_RECORDS ? 0.01 : 0.006;
}

function rateEnd(kind: u32): f32 {
  if (kind == KIND_BITMAP || isSamples(kind)) return 0.001;
  return kind == KIND_RECORDS ? 0.002 : 0.0008;
}
