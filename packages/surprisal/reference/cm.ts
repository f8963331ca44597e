import { Bitmap } from './context/bitmap.js';
import { setContexts } from './context/context-list.js';
import { HashedContexts } from './context/hashed-contexts.js';
import { History } from './context/history.js';
import { Match } from './context/match.js';
import { Pixels16 } from './context/pixels16.js';
import { Records } from './context/records.js';
import { Runs } from './context/runs.js';
import { Text } from './context/text.js';
import { ContextMixing } from './context-mixing.js';
import { Apm } from './mixing/apm.js';
import { Mixer } from './mixing/mixer.js';
import { f32, hash2, hash3, sizeBits, squash } from './numbers.js';

const KIND_TEXT = 1;
const KIND_BITMAP = 4;
const KIND_GREY16 = 6;
const CONTEXTS = 16;
const RUNS = 4;
const INPUTS = CONTEXTS * HashedContexts.INPUTS + RUNS * Runs.INPUTS + Match.INPUTS;
/** Known contexts 0 ... 16, or 17 ... 22 by the length of a match. */
const CERTAINTIES = 23;

/** cm: sixteen contexts, four run maps, a match, four sets of weights, two maps. Twin of kernel/models/cm.ts. */
export class Cm extends ContextMixing {
  private readonly isText: boolean;
  private readonly text: Text;
  private readonly records: Records;
  private readonly pixels: Pixels16;
  private readonly isGrey16: boolean;
  private readonly contexts: HashedContexts;
  private readonly runs: Runs;
  private readonly bitmap: Bitmap | undefined;
  private readonly mixer: Mixer;
  private readonly apm0 = new Apm(8);
  private readonly apm1: Apm;

  /** @param size bytes of content expected. @param kind, stride as in kernel/models/content.ts. */
  constructor(size: number, kind: number, stride: number) {
    const bits = sizeBits(size, 10, 22);
    const history = new History(bits);
    super(history, new Match(history, 6, Math.min(bits, 20)));
    this.isText = kind === KIND_TEXT;
    this.isGrey16 = kind === KIND_GREY16;
    this.text = new Text(history);
    this.records = new Records(history, stride || 4);
    this.pixels = new Pixels16(history, stride);
    this.contexts = new HashedContexts(CONTEXTS, Math.min(bits + 1, 22));
    this.runs = new Runs(RUNS, Math.min(bits + 1, 20));
    const rows = [256, CERTAINTIES * 8, 256 * 8, 128 * 8];
    if (kind === KIND_BITMAP) this.bitmap = new Bitmap(history, stride);
    const inputs = INPUTS + (this.bitmap === undefined ? 0 : Bitmap.CONTEXTS * Bitmap.INPUTS);
    this.mixer = new Mixer(inputs, rows, 256, this.isText ? 0.003 : 0.004);
    this.apm1 = new Apm(Math.min(bits, 16));
    this.contexts.inputs = this.mixer.claim(CONTEXTS, HashedContexts.INPUTS, 0.15);
    this.runs.inputs = this.mixer.claim(RUNS, Runs.INPUTS, 0.05);
    this.match.inputs = this.mixer.claim(1, Match.INPUTS, 0.15);
    if (this.bitmap !== undefined) this.bitmap.inputs = this.mixer.claim(Bitmap.CONTEXTS, Bitmap.INPUTS, 0.1);
    this.contexts.select(true);
  }

  protected mix(): number {
    const last = this.history.last4 & 255;
    this.contexts.predict(this.node);
    this.runs.predict(this.partial, this.bits);
    this.match.predict(this.partial, this.bits);
    this.bitmap?.perceive(this.partial, this.bits);
    this.bitmap?.predict();
    const column = this.isGrey16 ? this.pixels.texture : Math.min(this.records.column, 127);
    const place = this.isText ? this.text.outline & 127 : (this.bitmap?.around ?? column);
    const rows = [this.certainty(), last, place].map((context) => context * 8 + this.bits);
    this.mixer.select([this.partial, ...rows], this.partial);
    this.apm0.select(this.partial);
    this.apm1.select((last << 8) | this.partial);
    const x = this.mixer.predict();
    return f32(f32(squash(x) + this.apm0.refine(x)) + 2 * this.apm1.refine(x)) * 0.25;
  }

  private certainty(): number {
    if (this.match.strength === 0) return this.contexts.known;
    return 17 + [8, 12, 16, 24, 32].filter((length) => this.match.length >= length).length;
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
    this.pixels.perceive(byte);
    setContexts(this.list(), this.contexts, this.runs, RUNS, this.learning);
    this.match.perceiveByte(hash2(this.history.last4, this.history.last8 & 0xffff), this.learning);
  }

  private list(): number[] {
    if (this.isText) return this.textContexts();
    return this.isGrey16 ? this.pixels.list() : this.binaryContexts();
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
}
