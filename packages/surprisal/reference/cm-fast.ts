import { HashedContexts } from './context/hashed-contexts.js';
import { History } from './context/history.js';
import { Match } from './context/match.js';
import { ContextMixing } from './context-mixing.js';
import { Apm } from './mixing/apm.js';
import { Mixer } from './mixing/mixer.js';
import { f32, hash2, sizeBits, squash, times } from './numbers.js';

const CONTEXTS = 6;
const INPUTS = CONTEXTS * HashedContexts.INPUTS + Match.INPUTS;
/** Known contexts 0 ... 6, or 7 ... 12 by the length of a match. */
const CERTAINTIES = 13;

/** cm-fast: six contexts, a match, two sets of weights, two maps. Twin of kernel/models/cm-fast.ts. */
export class CmFast extends ContextMixing {
  private readonly contexts: HashedContexts;
  private readonly mixer = new Mixer(INPUTS, [256, CERTAINTIES * 8], 1, 0.003);
  private readonly apm0 = new Apm(8);
  private readonly apm1: Apm;
  private word = 0;

  /** @param size bytes of content expected. */
  constructor(size: number) {
    const bits = sizeBits(size, 10, 22);
    const history = new History(bits);
    super(history, new Match(history, 6, Math.min(bits, 20)));
    this.contexts = new HashedContexts(CONTEXTS, Math.min(bits - 2, 20));
    this.apm1 = new Apm(Math.min(bits, 16));
    this.contexts.inputs = this.mixer.claim(CONTEXTS, HashedContexts.INPUTS, 0.25);
    this.match.inputs = this.mixer.claim(1, Match.INPUTS, 0.25);
    this.contexts.select(true);
  }

  protected mix(): number {
    const last = this.history.last4 & 255;
    this.contexts.predict(this.node);
    this.match.predict(this.partial, this.bits);
    this.mixer.select([this.partial, this.certainty() * 8 + (last >>> 5)], 0);
    this.apm0.select(this.partial);
    this.apm1.select((last << 8) | this.partial);
    const x = this.mixer.predict();
    const maps = f32(this.apm0.refine(x) + this.apm1.refine(x));
    return f32(f32(squash(x) * 0.25) + f32(maps * 0.375));
  }

  private certainty(): number {
    if (this.match.strength === 0) return this.contexts.known;
    return 7 + [8, 12, 16, 24, 32].filter((length) => this.match.length >= length).length;
  }

  protected adapt(bit: number): void {
    this.mixer.learn(bit);
    this.contexts.learn(this.node, bit);
    this.match.learn(bit);
    this.apm0.learn(bit);
    this.apm1.learn(bit);
  }

  protected perceiveNibble(): void {
    if (this.partial === 1) this.contexts.select(this.learning);
    else this.contexts.selectSecond(this.partial, this.learning);
  }

  protected perceiveByte(byte: number): void {
    const folded = byte | 32;
    const inWord = (folded >= 97 && folded <= 122) || byte >= 128;
    this.word = inWord ? times(this.word + folded + 1, 0x2f0b4c47) : 0;
    const c4 = this.history.last4;
    const order6 = hash2(c4, this.history.last8 & 0xffff);
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
