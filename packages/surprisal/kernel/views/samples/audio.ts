import { LeastSquares } from '../../math/least-squares';
import { allocate } from '../../memory';
import { SampleHistory } from './history';

/** Of the long and of the quick prediction, and of the blend: how fast the past fades, after how many samples weights are solved. */
const LONG_DECAY: f64 = 0.9998;
const QUICK_DECAY: f64 = 0.98;
const EVERY: u32 = 4;
const BLEND_DECAY: f64 = 0.98;
const BLEND_EVERY: u32 = 1;
/** Of the running means of errors. */
const ERROR_RATE: f32 = 0.06;

/**
 * Audio predicted by as many samples as `far` (prediction.ts), over a longer past and over a very short one: tones come and
 * go. The blend says what is to be added to `far`, given how far those two and `near` differ from it, by least squares over
 * a short past.
 * Source: cascades of predictors as in OptimFROG and MPEG-4 ALS-RLS.
 */
export class AudioPrediction {
  private readonly longs: StaticArray<LeastSquares>;
  private readonly quicks: StaticArray<LeastSquares>;
  private readonly blends: StaticArray<LeastSquares>;
  private readonly running: usize; // f32[phases][4]: means of |error| of the blend, the long and the quick prediction
  private far: f32 = 0;

  /**
   * @param means, errors where to write f32x4: what the blend, the long and the quick prediction expect, and the means of
   * |error| of these. @param backs where the samples before stand, bytes back. @param phases channels.
   */
  constructor(
    private readonly past: SampleHistory,
    private readonly means: usize,
    private readonly errors: usize,
    private readonly backs: StaticArray<i32>,
    phases: u32,
  ) {
    const longs = new StaticArray<LeastSquares>(phases);
    const quicks = new StaticArray<LeastSquares>(phases);
    const blends = new StaticArray<LeastSquares>(phases);
    for (let i: u32 = 0; i < phases; i++) {
      unchecked((longs[i] = new LeastSquares(backs.length, LONG_DECAY, EVERY)));
      unchecked((quicks[i] = new LeastSquares(backs.length, QUICK_DECAY, EVERY)));
      unchecked((blends[i] = new LeastSquares(3, BLEND_DECAY, BLEND_EVERY)));
    }
    this.longs = longs;
    this.quicks = quicks;
    this.blends = blends;
    this.running = allocate(phases << 4);
  }

  /** Predicts the next sample, one of channel `phase`. @param far, near what two other predictions expect. */
  predict(phase: u32, far: f32, near: f32): void {
    const past = this.past;
    const longest = unchecked(this.longs[phase]);
    const quickest = unchecked(this.quicks[phase]);
    const blend = unchecked(this.blends[phase]);
    past.writeSamples(longest.regressors, this.backs);
    past.writeSamples(quickest.regressors, this.backs);
    const long = past.clamp(<f32>longest.predict());
    const quick = past.clamp(<f32>quickest.predict());
    store<f64>(blend.regressors, <f64>(long - far));
    store<f64>(blend.regressors, <f64>(quick - far), 8);
    store<f64>(blend.regressors, <f64>(near - far), 16);
    this.far = far;
    const best = past.clamp(far + <f32>blend.predict());
    v128.store(this.means, f32x4(best, long, quick, 0));
    v128.store(this.errors, v128.load(this.running + (phase << 4)));
  }

  /** Learns what the sample was. */
  learn(phase: u32, sample: i32): void {
    unchecked(this.longs[phase]).learn(<f64>sample);
    unchecked(this.quicks[phase]).learn(<f64>sample);
    unchecked(this.blends[phase]).learn(<f64>(<f32>sample - this.far));
    const at = this.running + (phase << 4);
    const error = f32x4.abs(f32x4.sub(f32x4.splat(<f32>sample), v128.load(this.means)));
    const before = v128.load(at);
    v128.store(at, f32x4.add(before, f32x4.mul(f32x4.sub(error, before), f32x4.splat(ERROR_RATE))));
  }
}
