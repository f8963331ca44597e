import { DecayedSums2d } from '../../math/decayed-sums-2d';
import { ln32 } from '../../math/elementary';
import { allocate, scratch } from '../../memory';
import { History } from '../../mixing/history';
import { squash } from '../../mixing/logistic';

/** Ways to extend the neighbours of a sample, as `extend` has them. */
const FORMS: u32 = 16;
/** Bins of a histogram: residuals -255 … 255 and their neighbours; whole vectors. Bin of residual 0. */
const BINS: u32 = 520;
const CENTRE: u32 = 256;
const HISTOGRAM_BYTES: u32 = BINS << 1;
/** Histograms of a prediction: by how much it lately erred around, and by the side of the mean's rounding. */
const LEVELS: u32 = 16;
const ERROR_DECAY: f32 = 0.6;
const ERROR_COUNT: f32 = 0.5;
const ERROR_SUM: f32 = 0.4;
/** What a residual adds to its bin, and to the two next to it. */
const STEP: u32 = 24;
const STEP_NEXT: u32 = 4;
/** A histogram's sum at most: then all is halved. */
const SUM_MAX: u32 = 16384;
/** Of a logistic distribution that a histogram starts with: its sum, in addition to 1 in each bin. */
const PRIOR: f32 = 200;
/** Added to the sums of both halves. */
const DOUBT: f32 = 0.4;

/**
 * Pixels of 8 bits, predicted in many ways, each with histograms of its errors: what the errors really look like, where
 * the distributions of prediction.ts are logistic ones.
 *
 *   predictions   those given (`set`), and `forms` ways to extend the neighbours, e.g. W + N - NW. In colours each also
 *                 with what it would have added to one of the two colours before, or the mean of both: f(this) + p - f(p)
 *   histogram     of residuals value - round(prediction), chosen by the prediction's mean |error| around in 16 levels
 *                 (math/decayed-sums-2d.ts) and by the side that rounding took; a bit's halves are sums of bins
 *   input         ln(ones / zeros)
 *
 * Source: the residual maps of paq8px's image models (2025); error histograms by context in TMW and MRP.
 */
export class ResidualHistograms {
  /** Where `count` mixer inputs go, f32. */
  inputs: usize = 0;
  readonly count: u32;
  private readonly means: usize; //      f32[count]
  private readonly extended: usize; //   f32[3][FORMS]: of this colour and of the two before
  private readonly histograms: usize; // u16[count][phases][LEVELS][2][BINS]
  private readonly sums: usize; //       u32, of each
  private readonly chosen: usize; //     u32[count]: which histogram
  private readonly zeros: usize; //      usize[count]: its bin of value 0
  private readonly around: DecayedSums2d; // of |error| of each prediction, and of 1

  /** @param given predictions by others. @param forms of extending, 16 at most. @param phases colours, 1 or 3. */
  constructor(
    private readonly history: History,
    private readonly stride: u32,
    private readonly given: u32,
    private readonly forms: u32,
    columns: u32,
    private readonly phases: u32,
  ) {
    const count = given + (phases === 3 ? 4 * forms : forms);
    this.count = count;
    this.means = scratch(count << 2);
    this.extended = scratch((3 * FORMS) << 2);
    this.chosen = scratch(count << 2);
    this.zeros = scratch(count << 2);
    const all = count * phases * LEVELS * 2;
    this.histograms = allocate(all * HISTOGRAM_BYTES);
    this.sums = allocate(all << 2);
    this.around = new DecayedSums2d((count + 4) & ~3, columns, phases, ERROR_DECAY);
    for (let i: u32 = 0; i < all; i++) this.start(i);
  }

  /** Gives a prediction: `i` below `given`. */
  @inline
  set(i: u32, mean: f32): void {
    store<f32>(this.means + (i << 2), mean);
  }

  /** Predicts the next sample, when all are set. */
  predictSample(): void {
    this.extend(0);
    let i = this.given;
    if (this.phases === 3) {
      const h = this.history;
      const one = <f32>h.at(1);
      const two = <f32>h.at(2);
      this.extend(1);
      this.extend(2);
      for (let k: u32 = 0; k < this.forms; k++) {
        const f = this.extended + (k << 2);
        const mean = load<f32>(f);
        const ofOne = one - load<f32>(f, 4 * FORMS);
        const ofTwo = two - load<f32>(f, 8 * FORMS);
        this.set(i++, clampByte(mean));
        this.set(i++, clampByte(mean + ofOne));
        this.set(i++, clampByte(mean + ofTwo));
        this.set(i++, clampByte(mean + (ofOne + ofTwo) * 0.5));
      }
    } else {
      for (let k: u32 = 0; k < this.forms; k++) this.set(i++, clampByte(load<f32>(this.extended + (k << 2))));
    }
    this.choose();
  }

  /** Extends the neighbours `colour` bytes back in the same pixels. */
  private extend(colour: u32): void {
    const h = this.history;
    const up = this.stride + colour;
    const unit = this.phases;
    const W = <f32>h.at(unit + colour);
    const WW = <f32>h.at(2 * unit + colour);
    const N = <f32>h.at(up);
    const NN = <f32>h.at(up + this.stride);
    const NW = <f32>h.at(up + unit);
    const NE = <f32>h.at(up - unit);
    const NNE = <f32>h.at(up + this.stride - unit);
    const f = this.extended + ((colour * FORMS) << 2);
    v128.store(f, f32x4(W + N - NW, W, N, (W * 3 + N * 3 - NW * 2) * 0.25));
    v128.store(f, f32x4((W + NE) * 0.5, NE, W + W - WW, N + N - NN), 16);
    v128.store(f, f32x4(W + NE - N, N + NE - NNE, (W + N) * 0.5, NW), 32);
    const WWW = <f32>h.at(3 * unit + colour);
    const NNN = <f32>h.at(up + 2 * this.stride);
    v128.store(
      f,
      f32x4((W - WW) * 3 + WWW, (N - NN) * 3 + NNN, (W + W + N + N + NE - NW) * 0.25, W + (NE - NW) * 0.5),
      48,
    );
  }

  /** Chooses the histogram of each prediction. */
  private choose(): void {
    const around = this.around;
    around.update();
    const scale: f32 = 1 / (load<f32>(around.sums + (this.count << 2)) + ERROR_COUNT);
    const phase = around.phase;
    for (let i: u32 = 0; i < this.count; i++) {
      const mean = load<f32>(this.means + (i << 2));
      const error = (load<f32>(around.sums + (i << 2)) + ERROR_SUM) * scale;
      const level = <u32>min<f32>(sqrt<f32>(error * 6), <f32>(LEVELS - 1));
      const whole = nearest<f32>(mean);
      const side: u32 = mean < whole ? 1 : 0;
      const chosen = (((i * this.phases + phase) * LEVELS + level) << 1) + side;
      store<u32>(this.chosen + (i << 2), chosen);
      store<u32>(this.zeros + (i << 2), this.histograms + chosen * HISTOGRAM_BYTES + ((CENTRE - <i32>whole) << 1));
    }
  }

  /** Learns what the sample was. */
  learn(value: u32): void {
    const errors = this.around.decayRow();
    const v = <f32>value;
    for (let i: u32 = 0; i < this.count; i++) {
      const e = errors + (i << 2);
      store<f32>(e, load<f32>(e) + abs(v - load<f32>(this.means + (i << 2))));
      const bin = load<u32>(this.zeros + (i << 2)) + (value << 1);
      store<u16>(bin, load<u16>(bin) + STEP);
      store<u16>(bin - 2, load<u16>(bin - 2) + STEP_NEXT);
      store<u16>(bin + 2, load<u16>(bin + 2) + STEP_NEXT);
      const chosen = load<u32>(this.chosen + (i << 2));
      const sum = load<u32>(this.sums + (chosen << 2)) + (STEP + 2 * STEP_NEXT);
      store<u32>(this.sums + (chosen << 2), sum > SUM_MAX ? this.halve(chosen) : sum);
    }
    const e = errors + (this.count << 2);
    store<f32>(e, load<f32>(e) + 1);
    this.around.advance();
  }

  /** On to the next sample without learning. */
  skip(): void {
    this.around.skip();
  }

  /** @returns the sum of what is left. */
  private halve(chosen: u32): u32 {
    const start = this.histograms + chosen * HISTOGRAM_BYTES;
    let sum: u32 = 0;
    for (let at = start; at < start + HISTOGRAM_BYTES; at += 2) {
      const half = (<u32>load<u16>(at) + 1) >>> 1;
      store<u16>(at, half);
      sum += half;
    }
    return sum;
  }

  /** Writes the inputs of the next bit. @param partial the bits of this byte so far, after a leading 1. @param bits how many. */
  predict(partial: u32, bits: u32): void {
    const half: u32 = 128 >>> bits;
    const start = ((partial << (8 - bits)) & 255) << 1;
    for (let i: u32 = 0; i < this.count; i++) {
      const at = load<u32>(this.zeros + (i << 2)) + start;
      const zeros = sumOf(at, half);
      const ones = sumOf(at + (half << 1), half);
      store<f32>(this.inputs + (i << 2), ln32((<f32>ones + DOUBT) / (<f32>zeros + DOUBT)));
    }
  }

  /** What a histogram holds before any residual: a logistic distribution, as wide as its level says. */
  private start(i: u32): void {
    const level = <f32>((i >>> 1) % LEVELS);
    const rate: f32 = 1 / (0.35 + level * level * 0.16);
    // The mean lies below its rounding, or above; a bin reaches half a value farther.
    const centre: f32 = <f32>CENTRE - 0.5 + (i & 1 ? -0.25 : 0.25);
    let sum: u32 = 0;
    let below: f32 = 0;
    for (let b: u32 = 0; b < BINS; b++) {
      const f = squash((<f32>b - centre) * rate);
      const mass = 1 + <u32>((f - below) * PRIOR);
      below = f;
      store<u16>(this.histograms + i * HISTOGRAM_BYTES + (b << 1), mass);
      sum += mass;
    }
    store<u32>(this.sums + (i << 2), sum);
  }
}

@inline
function clampByte(x: f32): f32 {
  return min<f32>(max<f32>(x, 0), 255);
}

/** The sum of `count` bins from `at`, a power of two. */
@inline
function sumOf(at: usize, count: u32): u32 {
  if (count < 8) {
    let sum: u32 = load<u16>(at);
    for (let k: u32 = 1; k < count; k++) sum += load<u16>(at + (k << 1));
    return sum;
  }
  let sums = i32x4.splat(0);
  for (let k: usize = 0; k < count << 1; k += 16)
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(v128.load(at + k)));
  return (
    i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    (i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3))
  );
}
