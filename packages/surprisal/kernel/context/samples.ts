import { ln32 } from '../math/elementary';
import { hash2 } from '../math/hash';
import { LeastSquares } from '../math/least-squares';
import { allocate, scratch } from '../memory';
import { squash4 } from '../mixing/logistic';
import { KIND_GREY16, KIND_PCM16, KIND_RGB24 } from './content';
import { ContextList } from './context-list';
import { History } from './history';

/** How far back the neighbours that predict a sample stand: rows up, samples to the left (negative: to the right). */
const GREY_FAR: StaticArray<i32> = [
  0, 1, 0, 2, 0, 3, 0, 4, 1, -3, 1, -2, 1, -1, 1, 0, 1, 1, 1, 2, 1, 3, 2, -2, 2, -1, 2, 0, 2, 1, 2, 2, 3, -1, 3, 0, 3, 1,
];
const GREY_NEAR: StaticArray<i32> = [0, 1, 0, 2, 1, -1, 1, 0, 1, 1, 2, 0];
/** The same for colours, where a sample is a byte: the colours before in the same pixel and in those around. */
const RGB_FAR: StaticArray<i32> = [
  0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 9, 1, -6, 1, -3, 1, -2, 1, -1, 1, 0, 1, 1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 6, 2, -3, 2, 0, 2, 1, 2, 2, 2, 3,
];
const RGB_NEAR: StaticArray<i32> = [0, 1, 0, 2, 0, 3, 1, -3, 1, 0, 1, 1, 1, 2, 1, 3];
const PCM_FAR: u32 = 32;
const PCM_NEAR: u32 = 16;
/** Channels that have predictors of their own, at most. */
const CHANNELS_MAX: u32 = 8;
/** Of each prediction: how fast the past fades, and after how many samples weights are solved. */
const FAR_DECAY_PCM: f64 = 0.9985;
const FAR_DECAY: f64 = 0.998;
const FAR_EVERY: u32 = 4;
const NEAR_DECAY_PCM: f64 = 0.99;
const NEAR_DECAY: f64 = 0.98;
const NEAR_EVERY: u32 = 2;
/** Running means of errors: quick and slow. */
const QUICK: f32 = 0.06;
const SLOW: f32 = 0.005;
/** The scale of a logistic distribution over the mean of |error|: 1 / (2 ln 2). */
const SCALE: f32 = 0.72;
/** Distributions: the far prediction with the errors of late, and with those of neighbours or of long; the near one; their mean. */
const DISTRIBUTIONS: u32 = 4;
/** Added to a sum of probabilities: where both halves are next to impossible, neither is likelier. */
const DOUBT: f32 = 0.0000001;

/**
 * Pixels and audio: each sample is predicted by least squares (math/least-squares.ts) from samples before it, once from
 * many of them over a long past and once from few over a short one. The samples of each channel, or colour, have weights
 * of their own. Samples have one byte, or two with the low one first.
 *
 * What is expected becomes the probability of each bit: around each of the two expectations, and around their mean, lies
 * a logistic distribution, as wide as errors have lately been, here or at the neighbours; of the values that begin
 * with the bits known so far, those with a 1 next against those with a 0. A low byte comes before its high one: its
 * values lie 256 apart, and so does what is left for the high one.
 * The bytes expected are contexts as well (`list`), and so is how large errors are.
 * Source: TTA, OptimFROG and the OLS models of paq8px for the prediction; the distributions as in lossless audio and
 * image coders with adaptive Golomb codes, made exact by bits.
 */
export class Samples {
  static readonly INPUTS: u32 = 4;

  /** Where INPUTS mixer inputs go, f32: stretch(p) of each distribution. */
  inputs: usize = 0;
  /** 0 … 15: how large errors are, in powers of two. */
  level: u32 = 0;
  /** The next byte as the far and as the near prediction expect it. */
  expected: u32 = 0;
  expectedNear: u32 = 0;
  /** 1 where the second byte of a sample comes next. */
  second: u32 = 0;
  private readonly wide: u32; //   bytes of a sample
  private readonly phases: u32; // samples that have predictors of their own: channels, colours
  private phase: u32 = 0;
  private readonly far: StaticArray<LeastSquares>;
  private readonly near: StaticArray<LeastSquares>;
  private readonly farBack: StaticArray<i32>;
  private readonly nearBack: StaticArray<i32>;
  private readonly means: usize; //  f32[DISTRIBUTIONS]: what they expect
  private readonly scales: usize; // f32[DISTRIBUTIONS]
  private readonly errors: usize; // f32[phases][4]: running means of |error|: far quick, far slow, near quick
  private readonly row: usize; //    f32[samples in a row]: |error| of the last of them
  private readonly rowSamples: u32;
  private at: u32 = 0; //            in `row`, of the next sample
  private low: i32 = 0; //           the first byte of the sample at hand

  /** @param kind one of content.ts that `isSamples`. @param stride as there. */
  constructor(
    private readonly history: History,
    private readonly kind: u32,
    private readonly stride: u32,
  ) {
    const audio = kind == KIND_PCM16;
    const rgb = kind == KIND_RGB24;
    const wide: u32 = audio || kind == KIND_GREY16 ? 2 : 1;
    const phases: u32 = rgb ? 3 : audio ? min(max(stride >> 1, 1), CHANNELS_MAX) : 1;
    const farBack = audio ? lags(PCM_FAR, 2) : backs(rgb ? RGB_FAR : GREY_FAR, stride, wide);
    const nearBack = audio ? lags(PCM_NEAR, 2) : backs(rgb ? RGB_NEAR : GREY_NEAR, stride, wide);
    const far = new StaticArray<LeastSquares>(phases);
    const near = new StaticArray<LeastSquares>(phases);
    for (let i: u32 = 0; i < phases; i++) {
      unchecked((far[i] = new LeastSquares(farBack.length, audio ? FAR_DECAY_PCM : FAR_DECAY, FAR_EVERY)));
      unchecked((near[i] = new LeastSquares(nearBack.length, audio ? NEAR_DECAY_PCM : NEAR_DECAY, NEAR_EVERY)));
    }
    this.wide = wide;
    this.phases = phases;
    this.far = far;
    this.near = near;
    this.farBack = farBack;
    this.nearBack = nearBack;
    this.means = scratch(DISTRIBUTIONS << 2);
    this.scales = scratch(DISTRIBUTIONS << 2);
    this.errors = allocate(phases << 4);
    const rowSamples = audio ? phases : max(stride / wide, 1);
    this.rowSamples = rowSamples;
    this.row = allocate(rowSamples << 2);
    this.expect();
  }

  /** A byte has been read. */
  perceive(byte: u32, learning: bool): void {
    if (this.wide == 2 && this.second == 0) {
      this.low = byte;
      this.second = 1;
      this.tell();
      return;
    }
    this.second = 0;
    if (learning) {
      const target = <f64>this.sample(this.wide);
      const e = this.errors + (this.phase << 4);
      unchecked(this.far[this.phase]).learn(target);
      unchecked(this.near[this.phase]).learn(target);
      const a = <f32>abs(target - <f64>load<f32>(this.means));
      const b = <f32>abs(target - <f64>load<f32>(this.means, 8));
      store<f32>(e, load<f32>(e) + (a - load<f32>(e)) * QUICK);
      store<f32>(e, load<f32>(e, 4) + (a - load<f32>(e, 4)) * SLOW, 4);
      store<f32>(e, load<f32>(e, 8) + (b - load<f32>(e, 8)) * QUICK, 8);
      store<f32>(this.row + (this.at << 2), a);
    }
    this.at = this.at + 1 == this.rowSamples ? 0 : this.at + 1;
    this.phase = this.phase + 1 == this.phases ? 0 : this.phase + 1;
    this.expect();
  }

  /** Predicts the next sample. */
  private expect(): void {
    const far = unchecked(this.far[this.phase]);
    const near = unchecked(this.near[this.phase]);
    this.look(far.features, this.farBack);
    this.look(near.features, this.nearBack);
    const signed = this.kind == KIND_PCM16;
    const lowest: f64 = signed ? -32768 : 0;
    const highest: f64 = signed ? 32767 : this.wide == 2 ? 65535 : 255;
    const a = <f32>min(max(far.predict(), lowest), highest);
    const b = <f32>min(max(near.predict(), lowest), highest);
    store<f32>(this.means, a);
    store<f32>(this.means, a, 4);
    store<f32>(this.means, b, 8);
    store<f32>(this.means, (a + b) * 0.5, 12);
    const e = this.errors + (this.phase << 4);
    let around = load<f32>(e, 4);
    if (this.kind != KIND_PCM16) {
      // Of the neighbours: left, above, and above to the right.
      const unit = this.phases;
      const above = this.rowSamples;
      around = (this.error(unit) + this.error(above) + this.error(above - unit)) * 0.3333;
    }
    store<f32>(this.scales, load<f32>(e) * SCALE + 0.15);
    store<f32>(this.scales, around * SCALE + 0.25, 4);
    store<f32>(this.scales, load<f32>(e, 8) * SCALE + 0.15, 8);
    store<f32>(this.scales, (load<f32>(e) + around) * (0.5 * SCALE) + 0.2, 12);
    this.level = <u32>min(32 - clz(<u32>((load<f32>(e) + around) * 4)), 15);
    this.tell();
  }

  /** Writes the samples that stand `backs` bytes ago as f64. */
  @inline
  private look(features: usize, backs: StaticArray<i32>): void {
    for (let i = 0; i < backs.length; i++) store<f64>(features + (i << 3), <f64>this.sample(unchecked(backs[i])));
  }

  /** |error| of the sample `back` ago, a row at most. */
  @inline
  private error(back: u32): f32 {
    return load<f32>(this.row + (((this.at + this.rowSamples - min(back, this.rowSamples)) % this.rowSamples) << 2));
  }

  /** Tells which byte is expected next. */
  private tell(): void {
    const a = <i32>nearest(load<f32>(this.means));
    const b = <i32>nearest(load<f32>(this.means, 8));
    if (this.wide == 1) {
      this.expected = a;
      this.expectedNear = b;
    } else if (this.second == 0) {
      this.expected = a & 255;
      this.expectedNear = b & 255;
    } else {
      this.expected = ((a - this.low + 128) >> 8) & 255;
      this.expectedNear = ((b - this.low + 128) >> 8) & 255;
    }
  }

  /** 16 contexts of the next byte: what is expected, how surely, and the bytes before and above. */
  list(l: ContextList): void {
    const c1 = this.history.last4 & 0xff;
    const above = this.history.at(this.stride);
    const e = this.expected + (this.second << 8);
    const f = this.expectedNear + (this.second << 8);
    const v = this.level;
    l.add2(e, 1);
    l.add2(f, 2);
    l.add2(e, v + 3);
    l.add3(e, f, 4);
    l.add2(e >>> 1, 5);
    l.add2(e >>> 2, v + 60);
    l.add3(e, c1, 6);
    l.add3(e >>> 2, c1 >>> 2, 7);
    l.add3(v, this.second, 8);
    l.add3(e, above, 9);
    l.add3(e >>> 2, hash2(c1 >>> 3, above >>> 3), 10);
    l.add3(e >>> 1, hash2(f >>> 1, v), 11);
    l.add3(f, v, 12);
    l.add3(f, c1, 13);
    l.add3(<u32><i32>nearest(load<f32>(this.means)), this.second, 14);
    l.add3(<u32><i32>nearest(load<f32>(this.means) * 2), v, this.second + 15);
  }

  /** Writes the inputs of the next bit. @param partial the bits of this byte so far, after a leading 1. @param bits how many. */
  predict(partial: u32, bits: u32): void {
    const width: f32 = <f32>(256 >>> bits);
    const start: f32 = <f32>((partial << (8 - bits)) & 255);
    for (let i: u32 = 0; i < DISTRIBUTIONS; i++) {
      const mean = load<f32>(this.means + (i << 2));
      const rate: f32 = 1 / load<f32>(this.scales + (i << 2));
      let zeros: f32 = DOUBT;
      let ones: f32 = DOUBT;
      if (this.wide == 1) {
        const edges = f32x4(start - 0.5, start + width * 0.5 - 0.5, start + width - 0.5, 0);
        const f = cdf(edges, mean, rate);
        const from: f32 = start == 0 ? 0 : f32x4.extract_lane(f, 0);
        const to: f32 = start + width >= 256 ? 1 : f32x4.extract_lane(f, 2);
        zeros += f32x4.extract_lane(f, 1) - from;
        ones += to - f32x4.extract_lane(f, 1);
      } else if (this.second == 0) {
        // The values that end in a byte are 256 apart: those nearest to the mean.
        const base = <f32>nearest((mean - start - width * 0.5) * (1.0 / 256)) * 256 + start;
        for (let k: i32 = -2; k <= 2; k++) {
          const at = base + <f32>(k * 256);
          const f = cdf(f32x4(at - 0.5, at + width * 0.5 - 0.5, at + width - 0.5, 0), mean, rate);
          zeros += f32x4.extract_lane(f, 1) - f32x4.extract_lane(f, 0);
          ones += f32x4.extract_lane(f, 2) - f32x4.extract_lane(f, 1);
        }
      } else {
        // Of the values that end in the low byte, each stands for the 256 around it.
        const low = <f32>this.low - 128;
        const signed = this.kind == KIND_PCM16;
        if (signed && bits == 0) {
          const f = cdf(f32x4(low, 0, 0, 0), mean, rate);
          ones += f32x4.extract_lane(f, 0);
          zeros += 1 - f32x4.extract_lane(f, 0);
        } else {
          const from = (signed && start >= 128 ? start - 256 : start) * 256 + low;
          const f = cdf(f32x4(from, from + width * 128, from + width * 256, 0), mean, rate);
          zeros += f32x4.extract_lane(f, 1) - f32x4.extract_lane(f, 0);
          ones += f32x4.extract_lane(f, 2) - f32x4.extract_lane(f, 1);
        }
      }
      store<f32>(this.inputs + (i << 2), ln32(max(ones, DOUBT) / max(zeros, DOUBT)));
    }
  }

  /** The sample whose first byte stands `back` bytes ago. */
  @inline
  private sample(back: i32): i32 {
    const h = this.history;
    if (this.wide == 1) return h.at(back);
    const value = h.at(back) | (h.at(back - 1) << 8);
    return this.kind == KIND_PCM16 ? <i32>(<i16>value) : value;
  }
}

/** P(x < edge) of a logistic distribution. */
@inline
function cdf(edges: v128, mean: f32, rate: f32): v128 {
  return squash4(f32x4.mul(f32x4.sub(edges, f32x4.splat(mean)), f32x4.splat(rate)));
}

/** Bytes back, of places as GREY_FAR has them. @param wide bytes of a sample. */
function backs(places: StaticArray<i32>, stride: u32, wide: u32): StaticArray<i32> {
  const found = new StaticArray<i32>(places.length >> 1);
  for (let i = 0; i < found.length; i++) {
    unchecked((found[i] = unchecked(places[2 * i]) * <i32>stride + unchecked(places[2 * i + 1]) * <i32>wide));
  }
  return found;
}

/** Bytes back, of the last samples of all channels. */
function lags(count: u32, wide: u32): StaticArray<i32> {
  const found = new StaticArray<i32>(count);
  for (let i: u32 = 0; i < count; i++) unchecked((found[i] = (i + 1) * wide));
  return found;
}
