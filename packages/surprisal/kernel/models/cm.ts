import { Bitmap } from '../context/bitmap';
import { ContextList } from '../context/context-list';
import { HashedContexts } from '../context/hashed-contexts';
import { History } from '../context/history';
import { Match } from '../context/match';
import { Tables } from '../context/tables';
import { Pixels16 } from '../context/pixels16';
import { Records } from '../context/records';
import { Runs } from '../context/runs';
import { Text } from '../context/text';
import { hash2, hash3 } from '../math/hash';
import { sizeBits } from '../memory';
import { Apm } from '../mixing/apm';
import { squash } from '../mixing/logistic';
import { Mixer } from '../mixing/mixer';
import { KIND_BITMAP, KIND_GREY16, KIND_TEXT } from './content';
import { ContextMixing } from './context-mixing';

const CONTEXTS: u32 = 16;
const RUNS: u32 = 4;
const INPUTS: u32 = CONTEXTS * HashedContexts.INPUTS + RUNS * Runs.INPUTS + Match.INPUTS;
/** Certainty of a context: known contexts 0 … 16, or 17 … 22 by the length of a match. */
const CERTAINTIES: u32 = 23;

/**
 * cm: the context mixer people get unless they ask for another.
 *
 *   contexts  16, chosen by the kind of content: listText, listBinary (context/hashed-contexts.ts); the first
 *             four also with run maps (context/runs.ts)
 *   match     the longest repetition of at least 6 bytes (context/match.ts)
 *   mixer     four sets, selected by: the bits of this byte; how many contexts are known, or how long the
 *             match is; the last byte; the outline of the text or the column of the record. Then one over
 *             their outputs, selected by the bits of this byte
 *   maps      two: by this byte's bits; with the last byte. p = 1/4 mixed + 1/4 + 1/2
 *
 * What each part pays is in docs/decisions.
 */
export class Cm extends ContextMixing {
  private readonly text: Text;
  private readonly records: Records;
  private readonly contexts: HashedContexts;
  private readonly runs: Runs;
  private readonly bitmap: Bitmap | null;
  private readonly pixels: Pixels16;
  private readonly list: ContextList;
  private readonly mixer: Mixer;
  private readonly apm0: Apm;
  private readonly apm1: Apm;

  /** @param size bytes of content expected: sizes the tables. @param kind, stride as in content.ts. */
  constructor(size: u32, private readonly kind: u32, stride: u32) {
    const bits = sizeBits(size, 10, 22);
    const tables = new Tables();
    const history = new History(bits);
    super(tables, history, new Match(history, 6, min(bits, 20), tables));
    const runs = new Runs(RUNS, min(bits + 1, 20), tables);
    const contexts = new HashedContexts(CONTEXTS, min(bits + 1, 22), 1023, tables);
    const bitmap = kind == KIND_BITMAP ? new Bitmap(history, stride, tables) : null;
    const mixer = new Mixer(
      INPUTS + (bitmap != null ? Bitmap.CONTEXTS * Bitmap.INPUTS : 0),
      [256, CERTAINTIES * 8, 256 * 8, 128 * 8],
      256,
      kind == KIND_TEXT ? 0.003 : 0.004,
    );
    this.text = new Text(history);
    this.records = new Records(history, stride > 0 ? stride : 4);
    this.runs = runs;
    this.contexts = contexts;
    this.bitmap = bitmap;
    this.pixels = new Pixels16(history, stride);
    this.list = new ContextList(contexts, runs, RUNS);
    this.mixer = mixer;
    this.apm0 = new Apm(8, 1023, tables.rates);
    this.apm1 = new Apm(min(bits, 16), 1023, tables.rates);
    contexts.inputs = mixer.claim(CONTEXTS, HashedContexts.INPUTS, 0.15);
    runs.inputs = mixer.claim(RUNS, Runs.INPUTS, 0.05);
    this.match.inputs = mixer.claim(1, Match.INPUTS, 0.15);
    if (bitmap != null) bitmap.inputs = mixer.claim(Bitmap.CONTEXTS, Bitmap.INPUTS, 0.1);
    contexts.select(1, true);
  }

  protected mix(): f32 {
    const last = this.history.last4 & 255;
    this.apm0.select(this.partial);
    this.apm1.select((last << 8) | this.partial);
    this.contexts.predict(this.node);
    this.runs.predict(this.partial, this.bits);
    this.match.predict(this.partial, this.bits);
    const bitmap = this.bitmap;
    if (bitmap != null) {
      bitmap.perceive(this.partial, this.bits);
      bitmap.predict();
    }
    const m = this.mixer;
    const t = this.text;
    const bits = this.bits;
    m.select(0, this.partial);
    m.select(1, this.certainty() * 8 + bits);
    m.select(2, last * 8 + bits);
    if (this.kind == KIND_TEXT) m.select(3, (t.outline & 0x7f) * 8 + bits);
    else if (this.kind == KIND_GREY16) m.select(3, this.pixels.texture * 8 + bits);
    else if (bitmap != null) m.select(3, bitmap.around * 8 + bits);
    else m.select(3, min(this.records.column, 127) * 8 + bits);
    m.selectFinal(this.partial);
    const x = m.predict();
    const p0 = this.apm0.refine(x);
    const p1 = this.apm1.refine(x);
    return (squash(x) + p0 + 2 * p1) * 0.25;
  }

  private certainty(): u32 {
    return this.match.strength == 0 ? this.contexts.known : CONTEXTS + 1 + this.match.band;
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
    this.pixels.perceive(byte);
    this.list.start(this.learning);
    if (this.kind == KIND_TEXT) this.listText();
    else if (this.kind == KIND_GREY16) this.pixels.list(this.list);
    else this.listBinary();
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
    l.add(hash2(c4, this.history.last8 & 0xffff));
    l.add(c4);
    l.add(hash2(t.word, t.word1));
    l.add(c4 & 0xffffff);
    l.add(0);
    l.add(c1);
    l.add(c2);
    l.add(hash2(t.word, t.word == 0 ? c2 : 0));
    l.add(hash3(t.word, t.word2, c1));
    l.add(c4 & 0xffff00);
    l.add(hash3(t.above, t.aboveNext, c1));
    l.add(hash3(t.above, t.column, t.first));
    l.add(hash3(t.open, t.key, t.word));
    l.add(hash3(t.indentation, t.first, t.word));
    l.add(hash2(t.shape & 0xffff, c2));
    l.add(hash3(t.outline, c1, t.field));
  }

  private listBinary(): void {
    const r = this.records;
    const c4 = this.history.last4;
    const c1 = c4 & 0xff;
    const l = this.list;
    // The first four have run maps.
    l.add(hash2(c4, this.history.last8 & 0xffff));
    l.add(c4);
    l.add(hash3(r.above, r.above2, r.column));
    l.add(c4 & 0xffffff);
    l.add(0);
    l.add(c1);
    l.add(c4 & 0xffff);
    l.add(c4 & 0xff00);
    l.add(c4 & 0xffff00);
    l.add(c4 & 0xff00ff);
    l.add(hash2(r.above, r.column));
    l.add(hash2(r.above, c1));
    l.add(hash2(r.column, c1));
    l.add(hash3(r.above, r.aboveLeft, c1));
    l.add(hash2(r.above + c1 - r.aboveLeft, r.column));
    l.add(c4 & 0xf0f0f0f0);
  }
}
