import { DecayedSums2d } from '../../math/decayed-sums-2d';
import { LocalLeastSquares } from '../../math/local-least-squares';
import { SampleHistory } from './history';

/** How much of the weight is left one place farther; and how small coefficients are kept. */
const FEW_DECAY: f32 = 0.7;
const FEW_RIDGE: f32 = 4;
const MANY_DECAY: f32 = 0.85;
const MANY_RIDGE: f32 = 10;
const BLEND_DECAY: f32 = 0.95;
const BLEND_RIDGE: f32 = 30;
const ERROR_DECAY: f32 = 0.6;
/** Errors as if seen before any: how many, and their sum. */
const ERROR_COUNT: f32 = 0.5;
const ERROR_SUM: f32 = 0.4;

/**
 * Pixels predicted by what lies around them, above as well as to the left (math/local-least-squares.ts). Two predictions
 * say what is to be added to that of the long past (`far`, prediction.ts): one from few neighbours and what lies close by,
 * one from many and what lies farther around. The blend says what is to be added to the first of them, given how far the
 * second, `far` and `near` differ from it. How wide errors of each scatter is their mean around, the nearest weigh most.
 * Source: blends and cascades of predictors in TMW (Meyer and Tischer 2001) and in G. Ulacha's extended multi-WLS coders.
 */
export class LocalPrediction {
  private readonly few: LocalLeastSquares;
  private readonly many: LocalLeastSquares;
  private readonly blend: LocalLeastSquares;
  private readonly around: DecayedSums2d; // of |error| of the four, and of 1

  /**
   * @param means, errors where to write f32x4: what the blend, few and many neighbours expect, and `far`; and the means of
   * |error| of these. @param fewBack, manyBack where the neighbours stand, bytes back.
   * @param columns samples in a row. @param phases colours.
   */
  constructor(
    private readonly past: SampleHistory,
    private readonly means: usize,
    private readonly errors: usize,
    private readonly fewBack: StaticArray<i32>,
    private readonly manyBack: StaticArray<i32>,
    columns: u32,
    phases: u32,
  ) {
    this.few = new LocalLeastSquares(fewBack.length, columns, phases, FEW_DECAY, FEW_RIDGE);
    this.many = new LocalLeastSquares(manyBack.length, columns, phases, MANY_DECAY, MANY_RIDGE);
    this.blend = new LocalLeastSquares(3, columns, phases, BLEND_DECAY, BLEND_RIDGE);
    this.around = new DecayedSums2d(8, columns, phases, ERROR_DECAY);
  }

  /** Predicts the next sample. @param far, near what the long and the short past expect. */
  predict(far: f32, near: f32): void {
    const past = this.past;
    past.writeDifferences(far, this.few.regressors, this.fewBack);
    past.writeDifferences(far, this.many.regressors, this.manyBack);
    const few = past.clamp(far + this.few.predict());
    const many = past.clamp(far + this.many.predict());
    const regressors = this.blend.regressors;
    store<f32>(regressors, many - few);
    store<f32>(regressors, far - few, 4);
    store<f32>(regressors, near - few, 8);
    const blend = past.clamp(few + this.blend.predict());
    v128.store(this.means, f32x4(blend, few, many, far));
    const around = this.around;
    around.update();
    const count = load<f32>(around.sums, 16) + ERROR_COUNT;
    v128.store(this.errors, f32x4.div(f32x4.add(v128.load(around.sums), f32x4.splat(ERROR_SUM)), f32x4.splat(count)));
  }

  /** Learns what the sample was. */
  learn(sample: f32): void {
    const far = load<f32>(this.means, 12);
    this.few.learn(sample - far);
    this.many.learn(sample - far);
    this.blend.learn(sample - load<f32>(this.means, 4));
    const sums = this.around.decayRow();
    const errors = f32x4.abs(f32x4.sub(f32x4.splat(sample), v128.load(this.means)));
    v128.store(sums, f32x4.add(v128.load(sums), errors));
    store<f32>(sums, load<f32>(sums, 16) + 1, 16);
    this.around.advance();
  }

  /** On to the next sample without learning. */
  skip(): void {
    this.few.skip();
    this.many.skip();
    this.blend.skip();
    this.around.skip();
  }
}
