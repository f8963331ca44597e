import { type ByteModel, ByteToBit, MASS_ONE } from '../byte-to-bit.js';
import { SingleMixer } from '../mixing/single-mixer.js';
import type { HardLstm, HardStep } from '../neural/hard-lstm.js';
import { f32, ln32 } from '../numbers.js';
import { bounded, Predictor } from '../predictor.js';
import { Prelude } from './prelude.js';

/** The network of a prelude, as a model of bytes. Specification of kernel/models/two-part/network.ts. */
class Network implements ByteModel {
  private readonly net: HardLstm;
  private readonly alphabet: readonly number[];
  private before: HardStep;
  private now: HardStep;
  private last = -1;

  constructor(prelude: Prelude) {
    const { net, alphabet } = prelude.unpack();
    this.net = net;
    this.alphabet = alphabet;
    this.before = net.start;
    this.now = this.before;
  }

  distribution(): readonly number[] {
    this.now = this.net.forward(this.last, this.before);
    const masses = new Array<number>(256).fill(1);
    for (const [symbol, byte] of this.alphabet.entries()) {
      masses[byte] = Math.max(Math.floor(f32(this.now.p[symbol]! * (MASS_ONE - 4096))), 1);
    }
    return masses;
  }

  learn(): void {}

  perceive(byte: number): void {
    this.last = this.alphabet.lastIndexOf(byte);
    this.before = this.now;
  }
}

/** A network that is stored, mixed with one that learns. Specification of kernel/models/two-part, whose preface explains it. */
export class TwoPart extends Predictor {
  private readonly online: Predictor | undefined;
  private readonly mixer = new SingleMixer(4, 256 * 4, 0.002);
  private readonly ofOnline: Float32Array;
  private readonly ofNetwork: Float32Array;
  private prelude: Prelude | undefined;
  private network: ByteToBit | undefined;
  private partial = 1;

  /** @param online what the network is mixed with; undefined: nothing. @param cells of the network of the prelude; none, if left out. */
  constructor(online: Predictor | undefined, cells?: number) {
    super();
    this.online = online;
    this.prelude = cells === undefined ? undefined : new Prelude(cells);
    this.ofOnline = this.mixer.claim(1, 1, 0.3);
    this.ofNetwork = this.mixer.claim(1, 1, 0.7);
  }

  predict(): number {
    if (this.prelude) return this.prelude.predict();
    if (!this.online) return this.network?.predict() ?? 2 ** 31;
    const p = this.online.predict();
    if (!this.network) return p;
    this.ofOnline[0] = ln32(f32(f32(p) / f32(2 ** 32 - p)));
    const x = this.network.stretched();
    this.ofNetwork[0] = x;
    this.mixer.select(this.partial + 256 * [1, 3, 6].filter((bound) => Math.abs(x) > bound).length);
    return bounded(Math.floor(this.mixer.predict() * 2 ** 32));
  }

  protected learn(bit: number): void {
    if (this.prelude) this.prelude.learn(bit);
    else if (this.network && this.online) this.mixer.learn(bit);
  }

  protected perceive(bit: number): void {
    if (this.prelude) {
      this.prelude.perceive(bit);
      if (!this.prelude.over) return;
      this.network = this.prelude.hasNetwork ? new ByteToBit(new Network(this.prelude)) : undefined;
      this.prelude = undefined;
      return;
    }
    if (this.online) {
      this.online.learning = this.learning;
      this.online.update(bit);
    }
    this.network?.update(bit);
    this.partial = (this.partial << 1) | bit;
    if (this.partial > 255) this.partial = 1;
  }
}
