import { ln32 } from '../math/elementary';
import { PROBABILITY_MAX, PROBABILITY_MIN, Predictor } from '../predictor';

/** The whole of a byte's distribution: masses sum to this, or a little less by rounding. */
export const MASS_ONE: u32 = 1 << 30;

/**
 * A predictor of bytes. Protocol, once per byte and in this order: `distribution`, then, if learning,
 * `learn`, then `perceive`. What is learned and what is perceived lie where Predictor says.
 */
export abstract class ByteModel {
  /** Writes P(next byte = b), scaled by MASS_ONE and at least 1, as u32 at masses + 4 b, for all 256 b. */
  abstract distribution(masses: usize): void;

  /** Moves counts and weights toward `byte`, at the contexts used by the last `distribution`. */
  abstract learn(byte: u32): void;

  /** Appends `byte` to the history and selects the next contexts. */
  abstract perceive(byte: u32): void;
}

/**
 * Walks the distribution of a byte bit by bit, the highest first:
 * P(bit = 1) = the mass of the bytes that begin with the bits so far and a 1, divided by
 *              the mass of the bytes that begin with the bits so far.
 * Sums of integers do not depend on their order, so any implementation gets the same bits.
 */
export class ByteToBit extends Predictor {
  private readonly masses: StaticArray<u32> = new StaticArray<u32>(256);
  private partial: u32 = 1; // the bits of this byte so far, after a leading 1
  private mass: u32 = 0; //    of the bytes that begin with `partial`
  private ones: u32 = 0; //    of those, the mass of the bytes whose next bit is 1

  constructor(private readonly model: ByteModel) {
    super();
  }

  predict(): u32 {
    this.weigh();
    const p = <u32>((<f64>this.ones * 4294967296.0) / <f64>this.mass);
    return min(max(p, PROBABILITY_MIN), PROBABILITY_MAX);
  }

  /** What `predict` gives, stretched: for models that refine or mix it. Both masses are at least 1. */
  @inline
  stretched(): f32 {
    this.weigh();
    return ln32(<f32>this.ones / <f32>(this.mass - this.ones));
  }

  protected learn(bit: u32): void {
    if (this.partial >= 128) this.model.learn(((this.partial << 1) | bit) & 255);
  }

  protected perceive(bit: u32): void {
    this.mass = bit ? this.ones : this.mass - this.ones;
    this.partial = (this.partial << 1) | bit;
    if (this.partial < 256) return;
    this.model.perceive(this.partial & 255);
    this.partial = 1;
  }

  /** Whether the next bit is the first of a byte. */
  @inline
  protected get first(): bool {
    return this.partial === 1;
  }

  @inline
  private weigh(): void {
    const masses = changetype<usize>(this.masses);
    if (this.first) {
      this.model.distribution(masses);
      this.mass = sum(masses, 256);
    }
    // The bytes that begin with `partial` and a 1 are the upper half of those that begin with `partial`.
    const half = (<u32>1) << (clz(this.partial) - 24);
    const at = ((this.partial << 1) | 1) * half - 256;
    this.ones = sum(masses + (at << 2), half);
  }
}

/** The sum of `n` u32 at `at`; n is a power of 2. */
@inline
function sum(at: usize, n: u32): u32 {
  if (n === 1) return load<u32>(at);
  if (n === 2) return load<u32>(at) + load<u32>(at, 4);
  let s = v128.load(at);
  for (let i: u32 = 4; i < n; i += 4) s = i32x4.add(s, v128.load(at + (i << 2)));
  return i32x4.extract_lane(s, 0) + i32x4.extract_lane(s, 1) + i32x4.extract_lane(s, 2) + i32x4.extract_lane(s, 3);
}
