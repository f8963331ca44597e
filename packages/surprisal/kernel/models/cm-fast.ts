import { HashedContexts } from '../context/hashed-contexts';
import { History } from '../context/history';
import { Match } from '../context/match';
import { Tables } from '../context/tables';
import { tune } from '../tune';
import { sizeBits } from '../memory';
import { Apm } from '../mixing/apm';
import { squash, toCoder } from '../mixing/logistic';
import { Mixer } from '../mixing/mixer';
import { Predictor } from '../predictor';

const CONTEXTS: u32 = 6;
const INPUTS: u32 = CONTEXTS * HashedContexts.INPUTS + Match.INPUTS + 1;

export class CmFast extends Predictor {
  private readonly history: History;
  private readonly contexts: HashedContexts;
  private readonly match: Match;
  private readonly mixer: Mixer;
  private readonly apm1: Apm;
  private readonly apm2: Apm;
  private partial: u32 = 1;
  private bits: u32 = 0;
  private node: u32 = 1;
  private word: u32 = 0;
  private aw: f32 = <f32>tune(11,0.5);
 private word1:u32=0;
  private p: f32 = 0;

  constructor(size: u32) {
    super();
    const n = sizeBits(size, 10, 22);
    const tables = new Tables();
    this.apm1 = new Apm(256, <u32>tune(15,255), tables.rates);
    this.apm2 = new Apm(65536, <u32>tune(15,255), tables.rates);
    const history = new History(n);
    const mixer = new Mixer(INPUTS, [256, 2048], 1, <f32>tune(1,0.2));
    mixer.rate = <f32>tune(2,0.007);
    mixer.finalRate = <f32>tune(3,0.003);
    const x = mixer.inputs;
    this.history = history;
    this.mixer = mixer;
    this.contexts = new HashedContexts(CONTEXTS, <u32>tune(4,20), x, <u32>tune(0,1023), tables);
    this.match = new Match(history, 6, min(n, 20), x + ((CONTEXTS * 2) << 2), tables);
    store<f32>(x + ((INPUTS - 1) << 2), 0.4);
    this.contexts.select(0, true);
  }

  predict(): u32 {
    this.contexts.predict(this.node);
    this.match.predict(this.partial, this.bits);
    this.mixer.select(0, this.partial);
    if (tune(12,1)>1) this.mixer.select(1, this.order() | ((this.history.last4 >>> 5) & 7) << 4);
    const x = this.mixer.predict();
    const p1 = this.apm1.refine(x, this.partial);
    const p2 = this.apm2.refine(x, (((this.history.last4 & 255) << 8) | this.partial) & 65535);
    this.p = squash(x) * (1-this.aw) + (p1 + p2) * this.aw*0.5;
    return toCoder(this.p);
  }

  private order(): u32 {
    const n = this.match.length;
    if (this.match.strength == 0) return this.contexts.known;
    return 7 + (n >= 8 ? 1 : 0) + (n >= 12 ? 1 : 0) + (n >= 16 ? 1 : 0) + (n >= 24 ? 1 : 0)+ (n >= 32 ? 1 : 0);
  }

  protected learn(bit: u32): void {
    this.mixer.learn(bit);
    this.contexts.learn(this.node, bit);
    this.match.learn(bit);
    this.apm1.learn(bit);
    this.apm2.learn(bit);
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
    const c4 = h.last4;
    const letter = (byte | 32) - 97;
    if (letter < 26 || byte >= 128) this.word = (this.word + byte + 1) * 0x2f0b4c47;
    else { if (this.word) this.word1 = this.word; this.word = 0; }
    const c = this.contexts;
    c.set(0, (c4 & 0xff) * 0x3d4d51cb);
    c.set(1, (c4 & 0xffff) * 0x3d4d51cb + 0x1000000);
    c.set(2, (c4 & 0xffffff) * 0x3d4d51cb + 0x2000000);
    c.set(3, c4 * 0x3d4d51cb + 0x3000000);
    c.set(4, c4 * 0x3d4d51cb + (h.last8 & 0xffff) * 0x6f4f2a35);
    const wm = <u32>tune(14,1);
    c.set(5, wm == 1 ? this.word * 0x3d4d51cb + (c4 & 0xff) * 0x1b873593 : wm==2 ? this.word : wm == 3 ? this.word + this.word1*0x3d4d51cb : wm == 4 ? ((this.word ? this.word : this.word1)*0x3d4d51cb + (c4 & 0xff) * 0x1b873593): ((this.word ? this.word : this.word1*0x3d4d51cb + (c4&255))));
    this.match.perceive((c4 * 0x2c1b3c6d + (h.last8 & 0xffff) * 0x297a2d39) * 0x9e3779b1, this.learning);
  }
}
