import { ln32 } from '../../math/elementary';
import { SingleMixer } from '../../mixing/single-mixer';
import { toCoder } from '../../mixing/logistic';
import { Predictor } from '../../predictor';
import { ByteToBit } from '../byte-to-bit';
import { Cm } from '../cm/default';
import { Network } from './network';
import { Prelude } from './prelude';

const INPUTS: u32 = 4;
/** How sure the network is, in a mixer's context: |stretch(p)| up to 1, 3, 6, and above. */
const SURE: u32 = 4;
const RATE: f32 = 0.002;
/** Weights at first: of the context mixer, of the network, which knows the content from the start. */
const ONLINE: f32 = 0.3;
const STORED: f32 = 0.7;

/**
 * two-part: a code in two parts, first a network, then the content as the network predicts it.
 *
 *   prelude   the bytes that come before the content: the weights (prelude.ts). Coded by the loop like any others
 *   network   of those weights, frozen (network.ts, neural/hard-lstm.ts)
 *   online    `cm`, which learns while it codes, unless the network is to be alone
 *   mixer     one layer, one set (mixing/single-mixer.ts): stretch(p) of both, by the bits of this byte and how sure the network is
 *
 * The encoder trains the network over the whole content before it codes (kernel/training.ts); the decoder knows nothing
 * of that. Without a prelude, or with one that says that there is no network, `online` predicts alone.
 *
 * Sources: the two-part code of J. Rissanen, "Modeling by shortest data description" (1978), and of G. Hinton, D. van Camp,
 * "Keeping neural networks simple by minimizing the description length of the weights" (1993); a stored net beside one
 * that learns: M. Goyal et al., "DZip" (2021).
 */
export class TwoPart extends Predictor {
  private readonly prelude: Prelude;
  private readonly network: ByteToBit;
  private readonly mixer: SingleMixer;
  private readonly inputs: usize;
  private partial: u32 = 1;
  /** The prelude is not over. */
  private inPrelude: bool = false;
  private hasNetwork: bool = false;

  /** @param online null: the network is alone. */
  constructor(
    cells: u32,
    private readonly online: Predictor | null,
  ) {
    super();
    const prelude = new Prelude(cells);
    const mixer = new SingleMixer(INPUTS, 256 * SURE, RATE);
    this.prelude = prelude;
    this.network = new ByteToBit(new Network(cells, prelude));
    this.mixer = mixer;
    this.inputs = mixer.claim(1, 1, ONLINE);
    mixer.claim(1, 1, STORED);
  }

  /** @param alone without `online`. @param size, kind, stride as in index.ts `create`. */
  static create(cells: u32, alone: bool, size: u32, kind: u32, stride: u32): TwoPart {
    return new TwoPart(cells, alone ? null : new Cm(size, kind, stride));
  }

  expectPrelude(): bool {
    this.inPrelude = true;
    return true;
  }

  get preludeLeft(): u32 {
    return this.inPrelude ? this.prelude.left : 0;
  }

  predict(): u32 {
    if (this.inPrelude) return this.prelude.predict();
    const online = this.online;
    if (!online) return this.hasNetwork ? this.network.predict() : 0x80000000;
    const p = online.predict();
    if (!this.hasNetwork) return p;
    store<f32>(this.inputs, ln32(<f32>p / <f32>(<u32>0 - p)));
    const x = this.network.stretched();
    const size = abs<f32>(x);
    store<f32>(this.inputs, x, 4);
    this.mixer.select(this.partial + 256 * ((size > 1 ? 1 : 0) + (size > 3 ? 1 : 0) + (size > 6 ? 1 : 0)));
    return toCoder(this.mixer.predict());
  }

  protected learn(bit: u32): void {
    if (this.inPrelude) this.prelude.learn(bit);
    else if (this.hasNetwork && this.online) this.mixer.learn(bit);
  }

  protected perceive(bit: u32): void {
    if (this.inPrelude) {
      this.prelude.perceive(bit);
      if (this.prelude.left) return;
      this.inPrelude = false;
      this.hasNetwork = this.prelude.hasNetwork;
      return;
    }
    const online = this.online;
    if (online) {
      online.learning = this.learning;
      online.update(bit);
    }
    if (this.hasNetwork) this.network.update(bit);
    this.partial = (this.partial << 1) | bit;
    if (this.partial > 255) this.partial = 1;
  }
}
