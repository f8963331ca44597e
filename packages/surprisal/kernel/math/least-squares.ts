import { allocate, scratch } from '../memory';

/** Added to the diagonal before it is solved: weights stay small where the past does not tell them apart. */
const RIDGE: f64 = 1;
/** A pivot below this: the past is too much alike to be solved. */
const PIVOT_MIN: f64 = 0.0001;

/**
 * Linear prediction by least squares over a fading past: the weights w that minimise the sum of
 * decay^age (target - w · x)^2.
 *
 *   R = decay R + x xᵀ,  v = decay v + target x     with every target
 *   (R + ridge) w = v                               every few targets, by Cholesky's method
 *
 * All is f64 with + - * / and square root in a fixed order, so every engine finds the same weights.
 * Source: normal equations with exponential forgetting (Haykin, Adaptive Filter Theory, ch. 9), as in OptimFROG and paq8px.
 */
export class LeastSquares {
  /** Where the regressors x of the next target go, f64[count]. */
  readonly regressors: usize;
  private readonly rowBytes: u32;
  private readonly covariance: usize; // R, the lower triangle
  private readonly factor: usize; //     L of R + ridge = L Lᵀ
  private readonly products: usize; //   v
  private readonly weights: usize; //    w
  private readonly age: usize; //        u32: targets since w was solved

  /** @param count regressors. @param decay of the past with each target. @param every targets from one solution of the weights to the next. */
  constructor(
    private readonly count: u32,
    private readonly decay: f64,
    private readonly every: u32,
  ) {
    const rowBytes = ((count + 1) & ~1) << 3;
    this.rowBytes = rowBytes;
    this.regressors = scratch(rowBytes);
    this.covariance = allocate(count * rowBytes);
    this.factor = allocate(count * rowBytes);
    this.products = allocate(rowBytes);
    this.weights = allocate(rowBytes);
    this.age = allocate(4);
  }

  /** @returns w · x. */
  predict(): f64 {
    let sum: f64 = 0;
    const end = this.count << 3;
    for (let i: usize = 0; i < end; i += 8) sum += load<f64>(this.weights + i) * load<f64>(this.regressors + i);
    return sum;
  }

  /** Learns what the target of the regressors was. */
  learn(target: f64): void {
    const keep = f64x2.splat(this.decay);
    for (let i: u32 = 0; i < this.count; i++) {
      const at = i << 3;
      const feature = load<f64>(this.regressors + at);
      const row = this.covariance + i * this.rowBytes;
      const x = f64x2.splat(feature);
      for (let j: usize = 0; j <= at; j += 16) {
        const kept = f64x2.mul(v128.load(row + j), keep);
        v128.store(row + j, f64x2.add(kept, f64x2.mul(x, v128.load(this.regressors + j))));
      }
      store<f64>(this.products + at, load<f64>(this.products + at) * this.decay + feature * target);
    }
    const age = load<u32>(this.age) + 1;
    store<u32>(this.age, age === this.every ? 0 : age);
    if (age === this.every) this.solve();
  }

  private solve(): void {
    const count = this.count;
    const L = this.factor;
    const bytes = this.rowBytes;
    for (let i: u32 = 0; i < count; i++) {
      const row = L + i * bytes;
      for (let j: u32 = 0; j <= i; j++) {
        const other = L + j * bytes;
        let sum = load<f64>(this.covariance + i * bytes + (j << 3));
        if (i === j) sum += RIDGE;
        for (let k: usize = 0; k < j << 3; k += 8) sum -= load<f64>(row + k) * load<f64>(other + k);
        if (i === j) {
          if (!(sum > PIVOT_MIN)) return;
          store<f64>(row + (j << 3), sqrt(sum));
        } else {
          store<f64>(row + (j << 3), sum / load<f64>(other + (j << 3)));
        }
      }
    }
    // L y = v, then Lᵀ w = y, both in place.
    const w = this.weights;
    for (let i: u32 = 0; i < count; i++) {
      const row = L + i * bytes;
      let sum = load<f64>(this.products + (i << 3));
      for (let k: usize = 0; k < i << 3; k += 8) sum -= load<f64>(row + k) * load<f64>(w + k);
      store<f64>(w + (i << 3), sum / load<f64>(row + (i << 3)));
    }
    for (let i: i32 = count - 1; i >= 0; i--) {
      let sum = load<f64>(w + (i << 3));
      for (let k: u32 = i + 1; k < count; k++) sum -= load<f64>(L + k * bytes + (i << 3)) * load<f64>(w + (k << 3));
      store<f64>(w + (i << 3), sum / load<f64>(L + i * bytes + (i << 3)));
    }
  }
}
