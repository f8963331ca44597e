import { tune } from '../tune';
import { HashedContexts } from '../context/hashed-contexts';
import { History } from '../context/history';
import { Match } from '../context/match';
import { Tables } from '../context/tables';
import { Text } from '../context/text';
import { sizeBits } from '../memory';
import { Apm } from '../mixing/apm';
import { squash, toCoder } from '../mixing/logistic';
import { Mixer } from '../mixing/mixer';
import { Predictor } from '../predictor';

const CONTEXTS: u32 = 20;
const INPUTS: u32 = CONTEXTS * HashedContexts.INPUTS + Match.INPUTS + 1;

@inline
function h2(a: u32, b: u32): u32 { return (a * 0x3d4d51cb + b) * 0x2c1b3c6d ^ (a >>> 15); }

export class Cm extends Predictor {
  private readonly history: History;
  private readonly text: Text;
  private readonly contexts: HashedContexts;
  private readonly match: Match;
  private readonly mixer: Mixer;
  private readonly apm1: Apm;
  private readonly apm2: Apm;
  private readonly apm3: Apm;
  private partial: u32 = 1;
  private bits: u32 = 0;
  private node: u32 = 1;
  private a3: u32 = 0;

  constructor(size: u32) {
    super();
    const tables = new Tables();
    this.apm1 = new Apm(256, 1023, tables.rates);
    this.apm2 = new Apm(65536, 1023, tables.rates);
    this.apm3 = new Apm(65536, 1023, tables.rates);
    const n = sizeBits(size, 10, 22);
    const history = new History(n);
    const mixer = new Mixer(INPUTS, [256, 2048, 256*8, 1024, 2048], 256, <f32>tune(1,0.12));
    mixer.rate = <f32>tune(2,0.004);
    mixer.finalRate = <f32>tune(3,0.003);
    const x = mixer.inputs;
    this.history = history;
    this.mixer = mixer;
    this.text = new Text(history);
    this.contexts = new HashedContexts(CONTEXTS, min(n + 2, 22), x, 1023, tables);
    this.match = new Match(history, 6, min(n, 20), x + ((CONTEXTS * 2) << 2), tables);
    store<f32>(x + ((INPUTS - 1) << 2), 0.4);
    this.contexts.select(0, true);
  }

  predict(): u32 {
    const c = this.contexts;
    c.predict(this.node);
    this.match.predict(this.partial, this.bits);
    const m = this.mixer;
    const t = this.text;
    const c1 = this.history.last4 & 255;
    m.select(0, this.partial);
    m.select(1, this.order() * 8 + this.bits);
    m.select(2, c1 * 8 + this.bits);
    m.select(3, (t.outline & 0x7f) * 8 + this.bits);
    m.select(4, this.match.strength == 0 ? t.above * 8 + this.bits : this.match.expected * 8 + this.bits);
    m.selectFinal(this.partial);
    const x = m.predict();
    const p1 = this.apm1.refine(x, this.partial);
    const p2 = this.apm2.refine(x, (c1 << 8) | this.partial);
    const p3 = this.apm3.refine(x, (this.a3 ^ this.partial * 0x3d4d51cb) >>> 16);
    return toCoder(squash(x) * 0.25 + p1 * 0.25 + (p2 + p3) * 0.25);
  }

  private order(): u32 {
    const n = this.match.length;
    if (this.match.strength == 0) return this.contexts.known;
    return 21 + (n >= 8 ? 1 : 0) + (n >= 12 ? 1 : 0) + (n >= 16 ? 1 : 0) + (n >= 24 ? 1 : 0)+ (n >= 32 ? 1 : 0);
  }

  protected learn(bit: u32): void {
    this.mixer.learn(bit);
    this.contexts.learn(this.node, bit);
    this.match.learn(bit);
    this.apm1.learn(bit);
    this.apm2.learn(bit);
    this.apm3.learn(bit);
  }

  protected perceive(bit: u32): void {
    this.match.perceiveBit(bit);
    this.partial = (this.partial << 1) | bit;
    this.node = (this.node << 1) | bit;
    this.bits++;
    if (this.bits == 4) {
      this.node = 1;
      this.contexts.select(this.partial, this.learning);
    } else if (this.bits == 8) {
      this.perceiveByte(this.partial & 255);
      this.partial = 1;
      this.node = 1;
      this.bits = 0;
      this.contexts.select(0, this.learning);
    }
  }

  private perceiveByte(byte: u32): void {
    const h = this.history;
    h.append(byte);
    const t = this.text;
    t.perceive(byte);
    const c4 = h.last4;
    const c8 = h.last8;
    const c1 = c4 & 0xff;
    const c2 = c4 & 0xffff;
    const c3 = c4 & 0xffffff;
    const c = this.contexts;
    c.set(0, h2(c1, 1));
    c.set(1, h2(c2, 2));
    c.set(2, h2(c3, 3));
    c.set(3, h2(c4, 4));
    c.set(4, h2(c4, c8 & 0xff));
    c.set(5, h2(c4, c8 & 0xffff));
    c.set(6, h2(h2(c4, c8),7));
    c.set(7, h2(t.word, t.word == 0 ? c2 : 0));
    c.set(8, h2(t.word, t.word1));
    c.set(9, h2(h2(t.word, t.word1), t.word2));
    c.set(10, h2(h2(t.word, t.word2), c1));
    c.set(11, h2(c4 & 0xffff00, 11));
    c.set(12, h2(c4 & 0xff00ff, 12));
    c.set(13, h2(h2(t.above, t.aboveNext), c1));
    c.set(14, h2(h2(t.above, t.column), t.first));
    c.set(15, h2(h2(t.open, t.key), t.word));
    c.set(16, h2(h2(t.indentation, t.first), t.word));
    c.set(17, h2(t.shape & 0xffff, c2));
    c.set(18, h2(h2(t.outline, c1), t.field));
    c.set(19, h2(h2(t.word1, c1), t.gap));
    this.a3 = h2(c3, 99);
    this.match.perceive((c4 * 0x2c1b3c6d + (h.last8 & 0xffff) * 0x297a2d39) * 0x9e3779b1, this.learning);
  }
}
