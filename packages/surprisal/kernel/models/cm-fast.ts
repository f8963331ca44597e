import { HashedContexts } from '../context/hashed-contexts';
import { History } from '../context/history';
import { Match } from '../context/match';
import { Tables } from '../context/tables';
import { hash2 } from '../math/hash';
import { sizeBits } from '../memory';
import { Apm } from '../mixing/apm';
import { squash } from '../mixing/logistic';
import { Mixer } from '../mixing/mixer';
import { ContextMixing } from './context-mixing';

const CONTEXTS: u32 = 6;
const INPUTS: u32 = CONTEXTS * HashedContexts.INPUTS + Match.INPUTS;
/** Certainty of a context: known contexts 0 … 6, or 7 … 12 by the length of a match. */
const CERTAINTIES: u32 = 13;

/**
 * cm-fast: the smallest context mixer, of lpaq's shape.
 *
 *   contexts  the last 1, 2, 3, 4 and 6 bytes; the letters of this word (context/hashed-contexts.ts)
 *   match     the longest repetition of at least 6 bytes (context/match.ts)
 *   mixer     two sets: by the bits of this byte; by how much is known and the class of the last byte
 *   maps      the bits of this byte; these and the last byte. p = 1/4 mixed + 3/4 maps
 */
export class CmFast extends ContextMixing {
  private readonly contexts: HashedContexts;
  private readonly mixer: Mixer;
  private readonly apm0: Apm;
  private readonly apm1: Apm;
  private word: u32 = 0;

  /** @param size bytes of content expected: sizes the tables, 90 MB at most. */
  constructor(size: u32) {
    const bits = sizeBits(size, 10, 22);
    const tables = new Tables();
    const history = new History(bits);
    super(tables, history, new Match(history, 6, min(bits, 20), tables));
    const contexts = new HashedContexts(CONTEXTS, min(bits - 2, 20), 1023, tables);
    const mixer = new Mixer(INPUTS, [256, CERTAINTIES * 8], 1, 0.003);
    this.contexts = contexts;
    this.mixer = mixer;
    this.apm0 = new Apm(8, 1023, tables.rates);
    this.apm1 = new Apm(min(bits, 16), 1023, tables.rates);
    contexts.inputs = mixer.claim(CONTEXTS, HashedContexts.INPUTS, 0.25);
    this.match.inputs = mixer.claim(1, Match.INPUTS, 0.25);
    contexts.select(1, true);
  }

  protected mix(): f32 {
    const last = this.history.last4 & 255;
    this.apm1.select((last << 8) | this.partial);
    this.apm0.select(this.partial);
    this.contexts.predict(this.node);
    this.match.predict(this.partial, this.bits);
    this.mixer.select(0, this.partial);
    this.mixer.select(1, this.certainty() * 8 + (last >>> 5));
    const x = this.mixer.predict();
    const p0 = this.apm0.refine(x);
    const p1 = this.apm1.refine(x);
    return squash(x) * 0.25 + (p0 + p1) * 0.375;
  }

  private certainty(): u32 {
    return this.match.strength == 0 ? this.contexts.known : CONTEXTS + 1 + this.match.band;
  }

  protected adapt(bit: u32): void {
    this.mixer.learn(bit);
    this.contexts.learn(this.node, bit);
    this.match.learn(bit);
    this.apm0.learn(bit);
    this.apm1.learn(bit);
  }

  protected perceiveBit(bit: u32): void {}

  protected perceiveNibble(): void {
    this.contexts.select(this.partial, this.learning);
  }

  protected perceiveByte(byte: u32): void {
    const letter = (byte | 32) - 97;
    if (letter < 26 || byte >= 128) this.word = (this.word + (byte | 32) + 1) * 0x2f0b4c47;
    else this.word = 0;
    const c4 = this.history.last4;
    const c8 = this.history.last8;
    const order6 = hash2(c4, c8 & 0xffff);
    const c = this.contexts;
    c.set(0, hash2(c4 & 0xff, 0));
    c.set(1, hash2(c4 & 0xffff, 1));
    c.set(2, hash2(c4 & 0xffffff, 2));
    c.set(3, hash2(c4, 3));
    c.set(4, order6);
    c.set(5, hash2(this.word, 5));
    this.match.perceiveByte(order6, this.learning);
  }
}
