import { ln32 } from '../../math/elementary';
import { toCoder } from '../../mixing/logistic';
import { SingleMixer } from '../../mixing/single-mixer';
import { Predictor } from '../../predictor';
import { ByteToBit } from '../byte-to-bit';
import { Cm } from '../cm/default';
import { Network } from './network';
import { Weights } from './weights';

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
 *   weights   given before the first bit (weights.ts); a stream has them coded before the content (weights-coder.ts)
 *   network   of those weights, frozen (network.ts, neural/hard-lstm.ts)
 *   online    `cm`, which learns while it codes, unless the network is to be alone
 *   mixer     one layer, one set (mixing/single-mixer.ts): stretch(p) of both, by the bits of this byte and how sure the network is
 *
 * The encoder trains the network over the whole content before it codes (kernel/training-abi.ts); the decoder knows nothing
 * of that. Without weights, or with such as say that there is no network, `online` predicts alone.
 *
 * Sources: the two-part code of J. Rissanen, "Modeling by shortest data description" (1978), and of G. Hinton, D. van Camp,
 * "Keeping neural networks simple by minimizing the description length of the weights" (1993); a stored net next to one
 * that learns: M. Goyal et al., "DZip" (2021).
 */
export class TwoPart extends Predictor {
  readonly weights: Weights;
  private readonly network: ByteToBit;
  private readonly mixer: SingleMixer;
  private readonly inputs: usize;
  private partial: u32 = 1;
  private hasNetwork: bool = false;

  /** @param online null: the network is alone. */
  constructor(
    cells: u32,
    private readonly online: Predictor | null,
  ) {
    super();
    const weights = new Weights(cells);
    const mixer = new SingleMixer(INPUTS, 256 * SURE, RATE);
    this.weights = weights;
    this.network = new ByteToBit(new Network(cells, weights));
    this.mixer = mixer;
    this.inputs = mixer.claim(1, 1, ONLINE);
    mixer.claim(1, 1, STORED);
  }

  /** @param alone without `online`. @param size, kind, stride as in index.ts `create`. */
  static create(cells: u32, alone: bool, size: u32, kind: u32, stride: u32): TwoPart {
    return new TwoPart(cells, alone ? null : new Cm(size, kind, stride));
  }

  /** Takes bytes of weights, before the first bit. @returns bytes still to come, or 2^32 - 1 where there were too many. 0: it predicts by them. */
  load(at: usize, n: u32): u32 {
    const weights = this.weights;
    let i: u32 = 0;
    for (; i < n && weights.left; i++) weights.append(load<u8>(at + i));
    this.hasNetwork = !weights.left && weights.hasNetwork;
    return i < n ? u32.MAX_VALUE : weights.left;
  }

  predict(): u32 {
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
    if (this.hasNetwork && this.online) this.mixer.learn(bit);
  }

  protected perceive(bit: u32): void {
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
