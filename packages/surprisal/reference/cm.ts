import { Bitmap } from './context/bitmap.js';
import { setContexts } from './context/context-list.js';
import { HashedContexts } from './context/hashed-contexts.js';
import { History } from './context/history.js';
import { Instructions } from './context/instructions.js';
import { Match } from './context/match.js';
import { Records } from './context/records.js';
import { Runs } from './context/runs.js';
import { isSamples, Samples } from './context/samples.js';
import { PLACES, Text } from './context/text.js';
import { ContextMixing } from './context-mixing.js';
import { Apm } from './mixing/apm.js';
import { Mixer } from './mixing/mixer.js';
import { f32, hash2, hash3, sizeBits, squash } from './numbers.js';

const KIND_TEXT = 1;
const KIND_X86 = 3;
const KIND_BITMAP = 4;
const KIND_WORDS = 9;
const CONTEXTS = 16;
const CONTEXTS_WORDS = 20;
const RUNS = 4;
const BITMAP_CONTEXTS = 16;
/** Known contexts 0 ... 20, or 21 ... 26 by the length of a match. */
const CERTAINTIES = 27;

/** cm: sixteen contexts, or 20 for coded text, four run maps, a match, four sets of weights, two maps. Twin of kernel/models/cm/default.ts. */
export class Cm extends ContextMixing {
  private readonly isText: boolean;
  private readonly isWords: boolean;
  private readonly text: Text;
  private readonly records: Records;
  private readonly samples: Samples | undefined;
  private readonly instructions: Instructions | undefined;
  private readonly contexts: HashedContexts;
  private readonly runs: Runs;
  private readonly bitmap: Bitmap | undefined;
  private readonly mixer: Mixer;
  private readonly apm0 = new Apm(10);
  private readonly apm1: Apm;

  /** @param size bytes of content expected. @param kind, stride as in kernel/views/kinds.ts. */
  constructor(size: number, kind: number, stride: number) {
    const bits = sizeBits(size, 10, 22);
    const history = new History(bits);
    super(history, new Match(history, 6, Math.min(bits, 20)));
    this.isWords = kind === KIND_WORDS;
    this.isText = kind === KIND_TEXT || this.isWords;
    const count = this.isWords ? CONTEXTS_WORDS : CONTEXTS;
    this.text = new Text(history, this.isWords ? stride : 0);
    this.records = new Records(history, stride || 4);
    if (kind === KIND_X86) this.instructions = new Instructions();
    if (isSamples(kind)) this.samples = new Samples(history, kind, stride, 0);
    this.contexts = new HashedContexts(count, Math.min(bits + 1, kind === KIND_BITMAP ? 21 : 22));
    this.runs = new Runs(RUNS, Math.min(bits + 1, 20));
    const rows = [256 * PLACES, CERTAINTIES * 8 * PLACES, 256 * 8, 128 * 8 * PLACES];
    if (kind === KIND_BITMAP) this.bitmap = new Bitmap(history, stride, size, BITMAP_CONTEXTS);
    const always = count * HashedContexts.INPUTS + RUNS * Runs.INPUTS + Match.INPUTS;
    const isBitmap = this.bitmap !== undefined;
    const ofPixels = isBitmap ? BITMAP_CONTEXTS * (Bitmap.INPUTS + Bitmap.AVERAGE_INPUTS) : 0;
    const inputs = always + ofPixels + (this.samples?.count ?? 0);
    const rates = isBitmap ? ([0.005, 0.002] as const) : ([0.01, this.isText ? 0.003 : 0.004] as const);
    this.mixer = new Mixer(inputs, rows, 256 * PLACES, rates, 0);
    this.apm1 = new Apm(Math.min(bits, 13));
    this.contexts.inputs = this.mixer.claim(count, HashedContexts.INPUTS, 0.06);
    this.runs.inputs = this.mixer.claim(RUNS, Runs.INPUTS, 0.05);
    this.match.inputs = this.mixer.claim(1, Match.INPUTS, 0.15);
    if (this.bitmap !== undefined) {
      this.bitmap.inputs = this.mixer.claim(BITMAP_CONTEXTS, Bitmap.INPUTS, 0.05);
      this.bitmap.averages = this.mixer.claim(BITMAP_CONTEXTS, Bitmap.AVERAGE_INPUTS, 0.05);
    }
    this.samples?.claim(this.mixer);
    this.contexts.select(true);
  }

  protected mix(): number {
    const { place } = this.text;
    const last = this.text.afterWord(this.history.last4 & 255);
    this.contexts.predict(this.node);
    this.runs.predict(this.partial, this.bits);
    this.match.predict(this.partial, this.bits);
    this.bitmap?.perceive(this.partial, this.bits);
    this.bitmap?.predict();
    const certainty = (place * CERTAINTIES + this.certainty()) * 8 + this.bits;
    const b = this.bitmap;
    if (b !== undefined) {
      this.mixer.select([b.edges, certainty, b.tall, b.around], b.near);
      this.apm0.select(b.near);
      this.apm1.select(b.template);
    } else {
      const node = place * 256 + this.partial;
      const s = this.samples;
      s?.predict(this.partial, this.bits);
      const byte = s?.expected ?? last;
      const rows = [byte, this.surroundings()].map((context) => context * 8 + this.bits);
      this.mixer.select([node, certainty, ...rows], node);
      this.apm0.select(s === undefined ? node : s.second * 256 + this.partial);
      this.apm1.select(((byte >>> 3) << 8) | this.partial);
    }
    const x = this.mixer.predict();
    return f32(f32(squash(x) + this.apm0.refine(x)) + 2 * this.apm1.refine(x)) * 0.25;
  }

  private certainty(): number {
    if (this.match.strength === 0) return this.contexts.known;
    return 21 + [8, 12, 16, 24, 32].filter((length) => this.match.length >= length).length;
  }

  private surroundings(): number {
    if (this.isText) return this.text.place * 128 + (this.text.outline & 127);
    if (this.samples !== undefined) return this.samples.second * 16 + this.samples.level;
    return this.instructions?.place ?? Math.min(this.records.column, 127);
  }

  protected adapt(bit: number): void {
    this.mixer.learn(bit);
    this.contexts.learn(this.node, bit);
    this.runs.learn(bit);
    this.match.learn(bit);
    this.bitmap?.learn(bit);
    this.apm0.learn(bit);
    this.apm1.learn(bit);
  }

  protected perceiveNibble(): void {
    if (this.partial === 1) this.contexts.select(this.learning);
    else this.contexts.selectSecond(this.partial, this.learning);
  }

  protected perceiveByte(byte: number): void {
    if (this.learning) this.runs.learnByte(byte);
    this.text.perceive(byte);
    this.records.perceive();
    this.samples?.perceive(byte, this.learning);
    this.instructions?.perceive(byte, this.learning);
    setContexts(this.list(), this.contexts, this.runs, RUNS, this.learning);
    this.match.perceiveByte(hash2(this.history.last4, this.history.last8 & 0xffff), this.learning);
  }

  private list(): number[] {
    if (this.isWords) return this.wordContexts();
    if (this.isText) return this.textContexts();
    if (this.instructions !== undefined) return this.codeContexts(this.instructions);
    return this.samples?.list() ?? this.binaryContexts();
  }

  private textContexts(): number[] {
    const t = this.text;
    const c4 = this.history.last4;
    const c1 = c4 & 0xff;
    const c2 = c4 & 0xffff;
    return [
      // The first four have run maps.
      hash2(c4, this.history.last8 & 0xffff),
      c4,
      hash2(t.word, t.word1),
      c4 & 0xffffff,
      0,
      c1,
      c2,
      hash2(t.word, t.word === 0 ? c2 : 0),
      hash3(t.word, t.word2, c1),
      c4 & 0xffff00,
      hash3(t.above, t.aboveNext, c1),
      hash3(t.above, t.column, t.first),
      hash3(t.open, t.key, t.word),
      hash3(t.indentation, t.first, t.word),
      hash2(t.shape & 0xffff, c2),
      hash3(t.outline, c1, t.field),
    ];
  }

  private wordContexts(): number[] {
    const t = this.text;
    const c4 = this.history.last4;
    const c8 = this.history.last8;
    const c1 = c4 & 0xff;
    const c2 = c4 & 0xffff;
    return [
      // The first four have run maps.
      c4,
      hash2(t.word, t.word1),
      c4 & 0xffffff,
      c2,
      0,
      hash2((c4 & 0xffff0000) >>> 0, c8 & 0xff),
      hash3(t.word1, c1, t.gap),
      hash2(t.word, t.word === 0 ? c2 : 0),
      hash3(t.word, t.word2, t.gap),
      hash3(t.word, t.word3, c1),
      hash2(t.word, t.shape & 0xfff),
      hash2(t.word, t.outline & 0xffffff),
      hash3(t.word, t.word1, t.outline & 0xfff),
      hash3(t.word, t.indentation, t.gap),
      hash3(t.word, t.first, t.wordLength),
      hash3(t.outline, c1, t.field),
      hash3(t.open, t.depth, c1),
      hash3(t.open, t.key, t.word),
      hash3(t.above, t.aboveNext, c1),
      hash3(t.above, t.column, t.first),
    ];
  }

  private binaryContexts(): number[] {
    const r = this.records;
    const c4 = this.history.last4;
    const c1 = c4 & 0xff;
    return [
      // The first four have run maps.
      hash2(c4, this.history.last8 & 0xffff),
      c4,
      hash3(r.above, r.above2, r.column),
      c4 & 0xffffff,
      0,
      c1,
      c4 & 0xffff,
      c4 & 0xff00,
      c4 & 0xffff00,
      c4 & 0xff00ff,
      hash2(r.above, r.column),
      hash2(r.above, c1),
      hash2(r.column, c1),
      hash3(r.above, r.aboveLeft, c1),
      hash2(r.above + c1 - r.aboveLeft, r.column),
      c4 & 0xf0f0f0f0,
    ];
  }

  private codeContexts(i: Instructions): number[] {
    const c4 = this.history.last4;
    const { head, place, opcode, modrm, operand } = i;
    const [one, two, three] = i.shapes;
    const before = hash2(one, two);
    return [
      // The first four have run maps.
      hash2(c4, this.history.last8 & 0xffff),
      c4,
      hash2(head, before),
      hash2(head, i.wholes[0]),
      0,
      c4 & 0xff,
      c4 & 0xffff,
      c4 & 0xffffff,
      c4 & 0xffff00,
      head,
      hash2(head, one),
      hash3(head, before, three),
      hash3(place, opcode, hash3(one & 0x3ff, two & 0x3ff, three & 0x3ff)),
      hash2(place, i.shape),
      hash3(place, modrm & 0xc7, operand),
      hash3(place, operand, i.recalled),
    ];
  }
}
