import { Bitmap } from '../context/bitmap';
import { ContextList } from '../context/context-list';
import { HashedContexts } from '../context/hashed-contexts';
import { History } from '../context/history';
import { Instructions } from '../context/instructions';
import { Match } from '../context/match';
import { Tables } from '../context/tables';
import { Records } from '../context/records';
import { Runs } from '../context/runs';
import { Samples } from '../context/samples';
import { PLACES, Text } from '../context/text';
import { hash2, hash3 } from '../math/hash';
import { sizeBits } from '../memory';
import { Apm } from '../mixing/apm';
import { squash } from '../mixing/logistic';
import { Mixer } from '../mixing/mixer';
import { RATE_DECAY } from '../mixing/rows';
import { KIND_BITMAP, KIND_TEXT, KIND_WORDS, KIND_X86, isSamples, isText } from '../context/content';
import { ContextMixing } from './context-mixing';

const CONTEXTS: u32 = 16;
/** For coded text: it has half the bytes, so more can be spent on each. */
const CONTEXTS_WORDS: u32 = 20;
const RUNS: u32 = 4;
/** Of pictures of one bit a pixel (context/bitmap.ts). */
const BITMAP_CONTEXTS: u32 = 16;
/** Certainty of a context: known contexts 0 … 20, or 21 … 26 by the length of a match. */
const CERTAINTIES: u32 = CONTEXTS_WORDS + 7;

/**
 * cm: the context mixer people get unless they ask for another.
 *
 *   contexts  16, chosen by the kind of content: listText, listX86, listBinary, or 20 for text of word codes: listWords
 *             (context/hashed-contexts.ts); the first four also with run maps (context/runs.ts). Beside them, 16 patterns
 *             of pixels of one bit (context/bitmap.ts), or linear prediction of pixels and audio (context/samples.ts)
 *   match     the longest repetition of at least 6 bytes (context/match.ts)
 *   mixer     four sets, selected by: the bits of this byte; how many contexts are known, or how long the
 *             match is; the last byte; the outline of the text, the place in an x86 instruction (context/instructions.ts)
 *             or the column of the record. Then one over their outputs, selected by the bits of this byte. All but the third also by the place among word codes.
 *             Pictures of one bit a pixel: by pixels; other pixels, and audio: by what is expected, and how surely
 *   maps      two: by this byte's bits and that place; with the upper bits of the last byte. p = 1/4 mixed + 1/4 + 1/2
 *
 * What each part pays is in docs/decisions.
 */
export class Cm extends ContextMixing {
  private readonly text: Text;
  private readonly records: Records;
  private readonly instructions: Instructions | null;
  private readonly contexts: HashedContexts;
  private readonly runs: Runs;
  private readonly bitmap: Bitmap | null;
  private readonly samples: Samples | null;
  private readonly list: ContextList;
  private readonly mixer: Mixer;
  private readonly apm0: Apm;
  private readonly apm1: Apm;

  /** @param size bytes of content expected: sizes the tables. @param kind, stride as in content.ts. */
  constructor(size: u32, private readonly kind: u32, stride: u32) {
    const count = kind == KIND_WORDS ? CONTEXTS_WORDS : CONTEXTS;
    const bits = sizeBits(size, 10, 22);
    const tables = new Tables();
    const history = new History(bits);
    super(tables, history, new Match(history, 6, min(bits, 20), tables));
    const runs = new Runs(RUNS, min(bits + 1, 20), tables);
    const contexts = new HashedContexts(count, min(bits + 1, kind == KIND_BITMAP ? 21 : 22), 1023, tables);
    const bitmap = kind == KIND_BITMAP ? new Bitmap(history, stride, size, BITMAP_CONTEXTS, tables) : null;
    const places = kind == KIND_WORDS ? PLACES : 1;
    const samples = isSamples(kind) ? new Samples(history, kind, stride, 0) : null;
    let inputs = count * HashedContexts.INPUTS + RUNS * Runs.INPUTS + Match.INPUTS;
    if (bitmap != null) inputs += BITMAP_CONTEXTS * (Bitmap.INPUTS + Bitmap.AVERAGE_INPUTS);
    if (samples != null) inputs += samples.count;
    const mixer = new Mixer(
      inputs,
      [256 * places, CERTAINTIES * 8 * places, 256 * 8, 128 * 8 * places],
      256 * places,
      kind == KIND_BITMAP ? 0.005 : 0.01, // best of 0.005 … 0.03 on ten training slices
      isText(kind) ? 0.003 : kind == KIND_BITMAP ? 0.002 : 0.004,
      RATE_DECAY,
      0, // 0.001 costs 0.3 %
    );
    this.text = new Text(history, kind == KIND_WORDS ? stride : 0);
    this.records = new Records(history, stride > 0 ? stride : 4);
    this.instructions = kind == KIND_X86 ? new Instructions() : null;
    this.runs = runs;
    this.contexts = contexts;
    this.bitmap = bitmap;
    this.samples = samples;
    this.list = new ContextList(contexts, runs, RUNS);
    this.mixer = mixer;
    this.apm0 = new Apm(10, 1023, tables.rates);
    this.apm1 = new Apm(min(bits, 13), 1023, tables.rates);
    contexts.inputs = mixer.claim(count, HashedContexts.INPUTS, 0.06);
    runs.inputs = mixer.claim(RUNS, Runs.INPUTS, 0.05);
    this.match.inputs = mixer.claim(1, Match.INPUTS, 0.15);
    if (bitmap != null) {
      bitmap.inputs = mixer.claim(BITMAP_CONTEXTS, Bitmap.INPUTS, 0.05);
      bitmap.averages = mixer.claim(BITMAP_CONTEXTS, Bitmap.AVERAGE_INPUTS, 0.05);
    }
    if (samples != null) samples.claim(mixer);
    contexts.select(1, true);
  }

  protected mix(): f32 {
    const t = this.text;
    const last = t.afterWord(this.history.last4 & 255);
    const place = t.place * 256;
    const bitmap = this.bitmap;
    const samples = this.samples;
    if (bitmap != null) {
      bitmap.perceive(this.partial, this.bits);
      this.apm0.select(bitmap.near);
      this.apm1.select(bitmap.template);
      bitmap.predict();
    } else if (samples != null) {
      samples.predict(this.partial, this.bits);
      this.apm0.select(samples.second * 256 + this.partial);
      this.apm1.select(((samples.expected >>> 3) << 8) | this.partial);
    } else {
      this.apm0.select(place + this.partial);
      this.apm1.select(((last >>> 3) << 8) | this.partial);
    }
    this.contexts.predict(this.node);
    this.runs.predict(this.partial, this.bits);
    this.match.predict(this.partial, this.bits);
    const m = this.mixer;
    const bits = this.bits;
    m.select(1, (t.place * CERTAINTIES + this.certainty()) * 8 + bits);
    if (bitmap != null) {
      m.select(0, bitmap.edges);
      m.select(2, bitmap.tall);
      m.select(3, bitmap.around);
      m.selectFinal(bitmap.near);
    } else {
      m.select(0, place + this.partial);
      m.select(2, (samples != null ? samples.expected : last) * 8 + bits);
      m.select(3, this.surroundings() * 8 + bits);
      m.selectFinal(place + this.partial);
    }
    const x = m.predict();
    const p0 = this.apm0.refine(x);
    const p1 = this.apm1.refine(x);
    return (squash(x) + p0 + 2 * p1) * 0.25;
  }

  private certainty(): u32 {
    return this.match.strength == 0 ? this.contexts.known : CONTEXTS_WORDS + 1 + this.match.band;
  }

  /** Below 128 * PLACES: the outline of the text, how well samples are predicted, the column of the record. */
  private surroundings(): u32 {
    if (isText(this.kind)) return this.text.place * 128 + (this.text.outline & 0x7f);
    const samples = this.samples;
    if (samples != null) return samples.second * 16 + samples.level;
    const instructions = this.instructions;
    return instructions != null ? instructions.place : min(this.records.column, 127);
  }

  protected adapt(bit: u32): void {
    this.mixer.learn(bit);
    this.contexts.learn(this.node, bit);
    this.runs.learn(bit);
    this.match.learn(bit);
    const bitmap = this.bitmap;
    if (bitmap != null) bitmap.learn(bit);
    this.apm0.learn(bit);
    this.apm1.learn(bit);
  }

  protected perceiveBit(bit: u32): void {}

  protected perceiveNibble(): void {
    this.contexts.select(this.partial, this.learning);
  }

  protected perceiveByte(byte: u32): void {
    if (this.learning) this.runs.learnByte(byte);
    this.text.perceive(byte);
    this.records.perceive();
    const samples = this.samples;
    if (samples != null) samples.perceive(byte, this.learning);
    const instructions = this.instructions;
    if (instructions != null) instructions.perceive(byte, this.learning);
    this.list.start();
    if (this.kind == KIND_WORDS) this.listWords();
    else if (this.kind == KIND_TEXT) this.listText();
    else if (samples != null) samples.list(this.list);
    else if (instructions != null) this.listX86(instructions);
    else this.listBinary();
    this.runs.select(this.learning);
    const c8 = this.history.last8;
    this.match.perceiveByte(hash2(this.history.last4, c8 & 0xffff), this.learning);
  }

  private listText(): void {
    const t = this.text;
    const c4 = this.history.last4;
    const c1 = c4 & 0xff;
    const c2 = c4 & 0xffff;
    const l = this.list;
    // The first four have run maps.
    l.add2(c4, this.history.last8 & 0xffff);
    l.add(c4);
    l.add2(t.word, t.word1);
    l.add(c4 & 0xffffff);
    l.add(0);
    l.add(c1);
    l.add(c2);
    l.add2(t.word, t.word == 0 ? c2 : 0);
    l.add3(t.word, t.word2, c1);
    l.add(c4 & 0xffff00);
    l.add3(t.above, t.aboveNext, c1);
    l.add3(t.above, t.column, t.first);
    l.add3(t.open, t.key, t.word);
    l.add3(t.indentation, t.first, t.word);
    l.add2(t.shape & 0xffff, c2);
    l.add3(t.outline, c1, t.field);
  }

  private listWords(): void {
    const t = this.text;
    const c4 = this.history.last4;
    const c8 = this.history.last8;
    const c1 = c4 & 0xff;
    const c2 = c4 & 0xffff;
    const l = this.list;
    // The first four have run maps.
    l.add(c4);
    l.add2(t.word, t.word1);
    l.add(c4 & 0xffffff);
    l.add(c2);
    l.add(0);
    l.add2(c4 & 0xffff0000, c8 & 0xff);
    l.add3(t.word1, c1, t.gap);
    l.add2(t.word, t.word == 0 ? c2 : 0);
    l.add3(t.word, t.word2, t.gap);
    l.add3(t.word, t.word3, c1);
    l.add2(t.word, t.shape & 0xfff);
    l.add2(t.word, t.outline & 0xffffff);
    l.add3(t.word, t.word1, t.outline & 0xfff);
    l.add3(t.word, t.indentation, t.gap);
    l.add3(t.word, t.first, t.wordLength);
    l.add3(t.outline, c1, t.field);
    l.add3(t.open, t.depth, c1);
    l.add3(t.open, t.key, t.word);
    l.add3(t.above, t.aboveNext, c1);
    l.add3(t.above, t.column, t.first);
  }

  private listBinary(): void {
    const r = this.records;
    const c4 = this.history.last4;
    const c1 = c4 & 0xff;
    const l = this.list;
    // The first four have run maps.
    l.add2(c4, this.history.last8 & 0xffff);
    l.add(c4);
    l.add3(r.above, r.above2, r.column);
    l.add(c4 & 0xffffff);
    l.add(0);
    l.add(c1);
    l.add(c4 & 0xffff);
    l.add(c4 & 0xff00);
    l.add(c4 & 0xffff00);
    l.add(c4 & 0xff00ff);
    l.add2(r.above, r.column);
    l.add2(r.above, c1);
    l.add2(r.column, c1);
    l.add3(r.above, r.aboveLeft, c1);
    l.add2(r.above + c1 - r.aboveLeft, r.column);
    l.add(c4 & 0xf0f0f0f0);
  }

  private listX86(i: Instructions): void {
    const c4 = this.history.last4;
    const c1 = c4 & 0xff;
    const place = i.place;
    const head = i.head;
    const before = hash2(i.shape1, i.shape2);
    const l = this.list;
    // The first four have run maps.
    l.add2(c4, this.history.last8 & 0xffff);
    l.add(c4);
    l.add2(head, before);
    l.add2(head, i.whole1);
    l.add(0);
    l.add(c1);
    l.add(c4 & 0xffff);
    l.add(c4 & 0xffffff);
    l.add(c4 & 0xffff00);
    l.add(head);
    l.add2(head, i.shape1);
    l.add3(head, before, i.shape3);
    l.add3(place, i.opcode, hash3(i.shape1 & 0x3ff, i.shape2 & 0x3ff, i.shape3 & 0x3ff));
    l.add2(place, i.shape);
    l.add3(place, i.modrm & 0xc7, i.operand);
    l.add3(place, i.operand, i.recalled);
  }
}
