import { hash2 } from '../../math/hash';
import { LeastSquares } from '../../math/least-squares';
import { allocate, scratch } from '../../memory';
import { ContextList } from '../../mixing/context-list';
import { History } from '../../mixing/history';
import { Mixer } from '../../mixing/mixer';
import { KIND_PCM16, KIND_RGB24 } from '../kinds';
import { AudioPrediction } from './audio';
import { SampleHistory } from './history';
import { LocalPrediction } from './local';
import { stretchHigh, stretchLow, stretchOnly } from './logistic-bits';
import { Neighbours } from './neighbours';
import { ResidualHistograms } from './residuals';

/** Channels that have predictors of their own, at most. */
const CHANNELS_MAX: u32 = 8;
/** Of each prediction: how fast the past fades, and after how many samples weights are solved. */
const FAR_DECAY_PCM: f64 = 0.9985;
const FAR_DECAY: f64 = 0.998;
const FAR_DECAY_WIDE: f64 = 0.9995;
const FAR_EVERY: u32 = 4;
const FAR_EVERY_WIDE: u32 = 16; // 4 to 32: the same sizes
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
/** With those of local.ts, the blend first, or of audio.ts. */
const DISTRIBUTIONS_LOCAL: u32 = 8;
const DISTRIBUTIONS_SOUND: u32 = 7;
/** Predictions that residuals.ts is given: the best four and halves between them. */
const GIVEN: u32 = 7;
/** Samples in a row that local predictions tell apart, for their tables' sake: wider rows are read as several. */
const COLUMNS_MAX: u32 = 24576;

/**
 * Pixels and audio: each sample is predicted by least squares (math/least-squares.ts) from samples before it, once from
 * many of them over a long past and once from few over a short one. The samples of each channel, or colour, have weights
 * of their own. Samples have one byte, or two with the low one first.
 *
 * What is expected becomes the probability of each bit: around each of the two expectations, and around their mean, lies
 * a logistic distribution, as wide as errors have lately been, here or at the neighbours; of the values that begin
 * with the bits known so far, those with a 1 next against those with a 0. A low byte comes before its high one: its
 * values lie 256 apart, and so does what is left for the high one.
 * Where `forms` says so, pixels are predicted from what lies around them, too (local.ts), those of 8 bits also with
 * the histograms of many predictions' errors (residuals.ts), and audio over pasts of other lengths (audio.ts).
 * The bytes expected are contexts as well (`list`), and so is how large errors are.
 * Source: TTA, OptimFROG and the OLS models of paq8px for the prediction; the distributions as in lossless audio and
 * image coders with adaptive Golomb codes, made exact by bits.
 */
export class SamplePrediction {
  /** Distributions, and predictions with histograms: how many mixer inputs there are. */
  readonly distributions: u32;
  readonly count: u32;
  /** Where the mixer inputs go, f32: stretch(p) of each distribution, then of each histogram. */
  inputs: usize = 0;
  /** 0 … 15: how large errors are, in powers of two. */
  level: u32 = 0;
  /** The next byte as the best prediction expects it, and as another does. */
  expected: u32 = 0;
  expectedNear: u32 = 0;
  /** 1 where the second byte of a sample comes next. */
  second: u32 = 0;
  private readonly past: SampleHistory;
  private readonly local: LocalPrediction | null;
  private readonly sound: AudioPrediction | null;
  private readonly residuals: ResidualHistograms | null;
  private readonly phases: u32; // samples that have predictors of their own: channels, colours
  private phase: u32 = 0;
  private readonly far: StaticArray<LeastSquares>;
  private readonly near: StaticArray<LeastSquares>;
  private readonly neighbours: Neighbours;
  private readonly means: usize; //  f32[DISTRIBUTIONS]: what they expect
  private readonly scales: usize; // f32[DISTRIBUTIONS]
  private readonly errors: usize; // f32[phases][4]: running means of |error|: far quick, far slow, near quick
  private readonly otherErrors: usize; // f32x4, of what local.ts or audio.ts expect
  private readonly row: usize; //    f32[samples in a row]: |error| of the last of them
  private readonly rowSamples: u32;
  private at: u32 = 0; //            in `row`, of the next sample
  private low: i32 = 0; //           the first byte of the sample at hand

  /** @param kind one that `isSamples` (kinds.ts). @param stride as there. @param forms of residuals.ts; 0: no further predictions. */
  constructor(
    private readonly history: History,
    private readonly kind: u32,
    private readonly stride: u32,
    forms: u32,
  ) {
    const audio = kind === KIND_PCM16;
    const rgb = kind === KIND_RGB24;
    const past = new SampleHistory(history, kind);
    const wide = past.wide;
    const isLocal = forms > 0 && !audio;
    const isAudioLocal = forms > 0 && audio;
    const phases: u32 = rgb ? 3 : audio ? min(max(stride >> 1, 1), CHANNELS_MAX) : 1;
    const neighbours = new Neighbours(kind, stride, wide, isLocal);
    const farDecay = audio ? FAR_DECAY_PCM : isLocal ? FAR_DECAY_WIDE : FAR_DECAY;
    const far = new StaticArray<LeastSquares>(phases);
    const near = new StaticArray<LeastSquares>(phases);
    for (let i: u32 = 0; i < phases; i++) {
      unchecked((far[i] = new LeastSquares(neighbours.far.length, farDecay, isLocal ? FAR_EVERY_WIDE : FAR_EVERY)));
      unchecked((near[i] = new LeastSquares(neighbours.near.length, audio ? NEAR_DECAY_PCM : NEAR_DECAY, NEAR_EVERY)));
    }
    this.past = past;
    this.phases = phases;
    this.far = far;
    this.near = near;
    this.neighbours = neighbours;
    const means = scratch(DISTRIBUTIONS_LOCAL << 2);
    const errors = scratch(16);
    this.means = means;
    this.otherErrors = errors;
    this.scales = scratch(DISTRIBUTIONS_LOCAL << 2);
    this.errors = allocate(phases << 4);
    const rowSamples = audio ? phases : max(stride / wide, 1);
    this.rowSamples = rowSamples;
    this.row = allocate(rowSamples << 2);
    const columns = min(rowSamples, COLUMNS_MAX);
    this.local = isLocal
      ? new LocalPrediction(past, means + 16, errors, neighbours.localFew, neighbours.localMany, columns, phases)
      : null;
    this.sound = isAudioLocal ? new AudioPrediction(past, means + 16, errors, neighbours.far, phases) : null;
    const residuals =
      isLocal && wide === 1 ? new ResidualHistograms(history, stride, GIVEN, forms, columns, phases) : null;
    this.residuals = residuals;
    this.distributions = isLocal ? DISTRIBUTIONS_LOCAL : isAudioLocal ? DISTRIBUTIONS_SOUND : DISTRIBUTIONS;
    this.count = this.distributions + (residuals != null ? residuals.count : 0);
    this.predictSample();
  }

  /** Takes its inputs of the mixer. */
  claim(mixer: Mixer): void {
    this.inputs = mixer.claim(this.distributions, 1, 0.2);
    const residuals = this.residuals;
    if (residuals != null) residuals.inputs = mixer.claim(residuals.count, 1, 0.05);
  }

  /** A byte has been read. */
  perceive(byte: u32, learning: bool): void {
    if (this.past.wide === 2 && this.second === 0) {
      this.low = byte;
      this.second = 1;
      this.updateExpected();
      return;
    }
    this.second = 0;
    const sample = this.past.at(this.past.wide);
    const local = this.local;
    const residuals = this.residuals;
    if (learning) {
      const target = <f64>sample;
      const e = this.errors + (this.phase << 4);
      unchecked(this.far[this.phase]).learn(target);
      unchecked(this.near[this.phase]).learn(target);
      const a = <f32>abs(target - <f64>load<f32>(this.means));
      const b = <f32>abs(target - <f64>load<f32>(this.means, 8));
      store<f32>(e, load<f32>(e) + (a - load<f32>(e)) * QUICK);
      store<f32>(e, load<f32>(e, 4) + (a - load<f32>(e, 4)) * SLOW, 4);
      store<f32>(e, load<f32>(e, 8) + (b - load<f32>(e, 8)) * QUICK, 8);
      store<f32>(this.row + (this.at << 2), a);
      const sound = this.sound;
      if (sound != null) sound.learn(this.phase, sample);
      if (local != null) local.learn(<f32>sample);
      if (residuals != null) residuals.learn(sample);
    } else {
      if (local != null) local.skip();
      if (residuals != null) residuals.skip();
    }
    this.at = this.at + 1 === this.rowSamples ? 0 : this.at + 1;
    this.phase = this.at % this.phases;
    this.predictSample();
  }

  /** Predicts the next sample. */
  private predictSample(): void {
    const far = unchecked(this.far[this.phase]);
    const near = unchecked(this.near[this.phase]);
    const past = this.past;
    past.writeSamples(far.regressors, this.neighbours.far);
    past.writeSamples(near.regressors, this.neighbours.near);
    const a = past.clamp(<f32>far.predict());
    const b = past.clamp(<f32>near.predict());
    store<f32>(this.means, a);
    store<f32>(this.means, a, 4);
    store<f32>(this.means, b, 8);
    store<f32>(this.means, (a + b) * 0.5, 12);
    const e = this.errors + (this.phase << 4);
    let around = load<f32>(e, 4);
    if (this.kind !== KIND_PCM16) {
      // Of the neighbours: left, above, and above to the right.
      const unit = this.phases;
      const above = this.rowSamples;
      around = (this.error(unit) + this.error(above) + this.error(max(above, unit) - unit)) * 0.3333;
    }
    store<f32>(this.scales, load<f32>(e) * SCALE + 0.15);
    store<f32>(this.scales, around * SCALE + 0.25, 4);
    store<f32>(this.scales, load<f32>(e, 8) * SCALE + 0.15, 8);
    store<f32>(this.scales, (load<f32>(e) + around) * (0.5 * SCALE) + 0.2, 12);
    const local = this.local;
    if (local != null) local.predict(a, b);
    const sound = this.sound;
    if (sound != null) sound.predict(this.phase, a, b);
    const scales = f32x4.mul(v128.load(this.otherErrors), f32x4.splat(SCALE));
    v128.store(this.scales, f32x4.add(scales, f32x4.splat(0.02)), 16);
    const residuals = this.residuals;
    if (residuals != null) {
      const blend = load<f32>(this.means, 16);
      const few = load<f32>(this.means, 20);
      residuals.set(0, blend);
      residuals.set(1, few);
      residuals.set(2, load<f32>(this.means, 24));
      residuals.set(3, a);
      residuals.set(4, b);
      residuals.set(5, (few + b) * 0.5);
      residuals.set(6, (blend + b) * 0.5);
      residuals.predictSample();
    }
    this.level = <u32>min(32 - clz(<u32>((load<f32>(e) + around) * 4)), 15);
    this.updateExpected();
  }

  /** |error| of the sample `back` ago, a row at most. */
  @inline
  private error(back: u32): f32 {
    return load<f32>(this.row + (((this.at + this.rowSamples - min(back, this.rowSamples)) % this.rowSamples) << 2));
  }

  /** What the best prediction expects. */
  @inline
  private get best(): f32 {
    return load<f32>(this.means + (this.distributions > DISTRIBUTIONS ? 16 : 0));
  }

  /** Updates which byte is expected next. */
  private updateExpected(): void {
    const a = <i32>nearest(this.best);
    const b = <i32>nearest(load<f32>(this.means + (this.local != null ? 0 : 8)));
    if (this.past.wide === 1) {
      this.expected = a;
      this.expectedNear = b;
    } else if (this.second === 0) {
      this.expected = a & 255;
      this.expectedNear = b & 255;
    } else {
      this.expected = ((a - this.low + 128) >> 8) & 255;
      this.expectedNear = ((b - this.low + 128) >> 8) & 255;
    }
  }

  /** 16 contexts of the next byte: what is expected, how surely, and the bytes before and above. */
  list(l: ContextList): void {
    const c1 = this.history.c4 & 0xff;
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
    l.add3(<u32>(<i32>nearest(this.best)), this.second, 14);
    l.add3(<u32>(<i32>nearest(this.best * 2)), v, this.second + 15);
  }

  /** Writes the inputs of the next bit. @param partial the bits of this byte so far, after a leading 1. @param bits how many. */
  predict(partial: u32, bits: u32): void {
    const residuals = this.residuals;
    if (residuals != null) residuals.predict(partial, bits);
    const width: f32 = <f32>(256 >>> bits);
    const start: f32 = <f32>((partial << (8 - bits)) & 255);
    const signed = this.kind === KIND_PCM16;
    for (let i: u32 = 0; i < this.distributions; i++) {
      const mean = load<f32>(this.means + (i << 2));
      const rate: f32 = 1 / load<f32>(this.scales + (i << 2));
      let input: f32;
      if (this.past.wide === 1) input = stretchOnly(start, width, mean, rate);
      else if (this.second === 0) input = stretchLow(start, width, mean, rate);
      else input = stretchHigh(start, width, <f32>this.low, signed, mean, rate);
      store<f32>(this.inputs + (i << 2), input);
    }
  }
}
