import { LeastSquares } from '../math/least-squares.js';
import type { Mixer } from '../mixing/mixer.js';
import { f32, hash2, hash3, ln32, nearest, squash } from '../numbers.js';
import type { History } from './history.js';
import { LocalSamples } from './local-samples.js';
import { Residuals } from './residuals.js';
import { SampleHistory } from './sample-history.js';
import { SoundSamples } from './sound-samples.js';

const KIND_GREY8 = 5;
const KIND_RGB24 = 7;
const KIND_PCM16 = 8;
/** Rows up, samples to the left. */
const GREY_FAR = '01 02 03 04 1-3 1-2 1-1 10 11 12 13 2-2 2-1 20 21 22 3-1 30 31';
const GREY_NEAR = '01 02 1-1 10 11 20';
const RGB_FAR = '01 02 03 04 05 06 09 1-6 1-3 1-2 1-1 10 11 12 13 14 15 16 2-3 20 21 22 23';
const RGB_NEAR = '01 02 03 1-3 10 11 12 13';
const GREY_WIDE =
  '01 02 03 04 05 1-5 1-4 1-3 1-2 1-1 10 11 12 13 14 2-4 2-3 2-2 2-1 20 21 22 23 24 3-3 3-2 3-1 30 31 32 33 4-1 40 41';
const RGB_WIDE =
  '01 02 03 04 05 06 07 08 09 010 011 1-6 1-5 1-4 1-3 1-2 1-1 10 11 12 13 14 15 16 17 18 2-6 2-3 2-2 2-1 20 21 22 23 24 25 26 30 31 32 33';
const GREY_FEW = '01 02 1-2 1-1 10 11 12 2-1 20 21';
const RGB_FEW = '01 02 03 04 05 06 1-3 1-2 1-1 10 11 12 13 20';
const GIVEN = 7;
const COLUMNS_MAX = 24576;
const CHANNELS_MAX = 8;
const QUICK = f32(0.06);
const SLOW = f32(0.005);
const SCALE = f32(0.72);
const DOUBT = f32(0.0000001);

/** Whether content is pixels or audio. */
export function isSamples(kind: number): boolean {
  return kind >= KIND_GREY8 && kind <= KIND_PCM16;
}

/** Pixels and audio, predicted by least squares. Twin of kernel/views/samples/prediction.ts, whose preface explains it. */
export class Samples {
  /** Distributions, and predictions with histograms. */
  readonly count: number;
  private readonly distributions: number;
  private inputs: Float32Array = new Float32Array();
  level = 0;
  expected = 0;
  expectedNear = 0;
  second = 0;
  private readonly history: History;
  private readonly stride: number;
  private readonly past: SampleHistory;
  private readonly local: LocalSamples | undefined;
  private readonly sound: SoundSamples | undefined;
  private readonly residuals: Residuals | undefined;
  private readonly channels: readonly Channel[];
  private phase = 0;
  private readonly farBack: readonly number[];
  private readonly nearBack: readonly number[];
  private means: readonly number[] = [];
  private scales: readonly number[] = [];
  private readonly row: Float32Array;
  private at = 0;
  private low = 0;

  /** @param kind, stride as in kernel/views/kinds.ts. @param forms of residuals.ts; 0: none of the further predictions. */
  constructor(history: History, kind: number, stride: number, forms: number) {
    const isRgb = kind === KIND_RGB24;
    this.history = history;
    this.stride = stride;
    const past = new SampleHistory(history, kind);
    const { isAudio, wide } = past;
    const isLocal = forms > 0 && !isAudio;
    this.past = past;
    const audioChannels = Math.min(Math.max(stride >> 1, 1), CHANNELS_MAX);
    const phases = isRgb ? 3 : isAudio ? audioChannels : 1;
    const lags = (count: number): number[] => Array.from({ length: count }, (_, i) => 2 * (i + 1));
    const backs = (grey: string, rgb: string): number[] =>
      (isRgb ? rgb : grey).split(' ').map((place) => Number(place[0]) * stride + Number(place.slice(1)) * wide);
    const manyBack = isAudio ? lags(32) : backs(GREY_FAR, RGB_FAR);
    this.farBack = isLocal ? backs(GREY_WIDE, RGB_WIDE) : manyBack;
    this.nearBack = isAudio ? lags(16) : backs(GREY_NEAR, RGB_NEAR);
    const farDecay = isAudio ? 0.9985 : isLocal ? 0.9995 : 0.998;
    this.channels = Array.from({ length: phases }, () => ({
      far: new LeastSquares(this.farBack.length, farDecay, isLocal ? 16 : 4),
      near: new LeastSquares(this.nearBack.length, isAudio ? 0.99 : 0.98, 2),
      farQuick: 0,
      farSlow: 0,
      nearQuick: 0,
    }));
    const rowSamples = Math.max(Math.floor(stride / wide), 1);
    this.row = new Float32Array(isAudio ? phases : rowSamples);
    const columns = Math.min(rowSamples, COLUMNS_MAX);
    if (isLocal) this.local = new LocalSamples(past, backs(GREY_FEW, RGB_FEW), manyBack, columns, phases);
    if (isLocal && wide === 1) this.residuals = new Residuals(history, stride, GIVEN, forms, columns, phases);
    if (isAudio && forms > 0) this.sound = new SoundSamples(past, manyBack, phases);
    this.distributions = isLocal ? 8 : this.sound === undefined ? 4 : 7;
    this.count = this.distributions + (this.residuals?.count ?? 0);
    this.expect();
  }

  /** Takes its inputs of the mixer. */
  claim(mixer: Mixer): void {
    this.inputs = mixer.claim(this.distributions, 1, f32(0.2));
    if (this.residuals !== undefined) this.residuals.inputs = mixer.claim(this.residuals.count, 1, f32(0.05));
  }

  /** A byte has been read. */
  perceive(byte: number, learning: boolean): void {
    if (this.past.wide === 2 && this.second === 0) {
      this.low = byte;
      this.second = 1;
      this.tell();
      return;
    }
    this.second = 0;
    if (learning) {
      const channel = this.channels[this.phase]!;
      const target = this.past.at(this.past.wide);
      channel.far.learn(target);
      channel.near.learn(target);
      const [a, b] = [0, 2].map((i) => f32(Math.abs(target - this.means[i]!)));
      const moved = (mean: number, error: number, rate: number): number => f32(mean + f32(f32(error - mean) * rate));
      channel.farQuick = moved(channel.farQuick, a!, QUICK);
      channel.farSlow = moved(channel.farSlow, a!, SLOW);
      channel.nearQuick = moved(channel.nearQuick, b!, QUICK);
      this.row[this.at] = a!;
      this.sound?.learn(this.phase, target);
      this.local?.learn(target);
      this.residuals?.learn(byte);
    } else {
      this.local?.skip();
      this.residuals?.skip();
    }
    this.at = (this.at + 1) % this.row.length;
    this.phase = this.at % this.channels.length;
    this.expect();
  }

  /** Predicts the next sample. */
  private expect(): void {
    const { far, near, farQuick, farSlow, nearQuick } = this.channels[this.phase]!;
    far.features = this.farBack.map((back) => this.past.at(back));
    near.features = this.nearBack.map((back) => this.past.at(back));
    const [a, b] = [far, near].map((each) => this.past.clamp(f32(each.predict())));
    this.means = [a!, a!, b!, f32(f32(a! + b!) * 0.5)];
    const unit = this.channels.length;
    const above = this.row.length;
    const neighbours = f32(
      f32(f32(this.error(unit) + this.error(above)) + this.error(Math.max(above - unit, 0))) * f32(0.3333),
    );
    const around = this.past.isAudio ? farSlow : neighbours;
    const scale = (error: number, by: number, more: number): number => f32(f32(error * by) + f32(more));
    const both = f32(farQuick + around);
    this.scales = [
      scale(farQuick, SCALE, 0.15),
      scale(around, SCALE, 0.25),
      scale(nearQuick, SCALE, 0.15),
      scale(both, f32(0.5 * SCALE), 0.2),
    ];
    this.local?.expect(a!, b!);
    this.sound?.expect(this.phase, a!, b!);
    const others = this.local ?? this.sound;
    if (others !== undefined) {
      this.means = [...this.means, ...others.means];
      this.scales = [...this.scales, ...others.errors.map((error) => scale(error, SCALE, 0.02))];
    }
    if (this.residuals !== undefined) {
      const [blend, few, many] = others!.means;
      const halves = [few!, blend!].map((mean) => f32(f32(mean + b!) * 0.5));
      this.residuals.expect([blend!, few!, many!, a!, b!, ...halves]);
    }
    this.level = Math.min(32 - Math.clz32(Math.floor(f32(both * 4))), 15);
    this.tell();
  }

  /** |error| of the sample `back` ago, a row at most. */
  private error(back: number): number {
    const length = this.row.length;
    return this.row[(this.at + length - Math.min(back, length)) % length]!;
  }

  /** What the best prediction expects. */
  private get best(): number {
    return this.means[this.distributions > 4 ? 4 : 0]!;
  }

  /** Tells which byte is expected next. */
  private tell(): void {
    const byte = (mean: number): number => {
      const value = nearest(mean);
      if (this.past.wide === 1 || this.second === 0) return value & 255;
      return ((value - this.low + 128) >> 8) & 255;
    };
    this.expected = byte(this.best);
    this.expectedNear = byte(this.means[this.local === undefined ? 2 : 0]!);
  }

  list(): number[] {
    const c1 = this.history.last4 & 0xff;
    const above = this.history.at(this.stride);
    const e = this.expected + this.second * 256;
    const f = this.expectedNear + this.second * 256;
    const v = this.level;
    const mean = this.best;
    return [
      hash2(e, 1),
      hash2(f, 2),
      hash2(e, v + 3),
      hash3(e, f, 4),
      hash2(e >>> 1, 5),
      hash2(e >>> 2, v + 60),
      hash3(e, c1, 6),
      hash3(e >>> 2, c1 >>> 2, 7),
      hash3(v, this.second, 8),
      hash3(e, above, 9),
      hash3(e >>> 2, hash2(c1 >>> 3, above >>> 3), 10),
      hash3(e >>> 1, hash2(f >>> 1, v), 11),
      hash3(f, v, 12),
      hash3(f, c1, 13),
      hash3(nearest(mean), this.second, 14),
      hash3(nearest(f32(mean * 2)), v, this.second + 15),
    ];
  }

  /** Writes the inputs of the next bit. @param partial the bits of this byte so far, after a leading 1. */
  predict(partial: number, bits: number): void {
    this.residuals?.predict(partial, bits);
    const width = 256 >>> bits;
    const start = (partial << (8 - bits)) & 255;
    this.means.forEach((mean, i) => {
      const rate = f32(1 / this.scales[i]!);
      const below = (edge: number): number => squash(f32(f32(edge - mean) * rate));
      let zeros = DOUBT;
      let ones = DOUBT;
      /** Adds the probabilities of two ranges that meet. */
      const add = (from: number, middle: number, to: number): void => {
        zeros = f32(zeros + f32(middle - from));
        ones = f32(ones + f32(to - middle));
      };
      const half = width / 2;
      if (this.past.wide === 1) {
        const from = start === 0 ? 0 : below(start - 0.5);
        add(from, below(start + half - 0.5), start + width >= 256 ? 1 : below(start + width - 0.5));
      } else if (this.second === 0) {
        const base = nearest(f32(f32(f32(mean - start) - half) / 256)) * 256 + start;
        for (let at = base - 512; at <= base + 512; at += 256) {
          add(below(at - 0.5), below(at + half - 0.5), below(at + width - 0.5));
        }
      } else if (this.past.isAudio && bits === 0) {
        const negative = below(this.low - 128);
        ones = f32(ones + negative);
        zeros = f32(zeros + f32(1 - negative));
      } else {
        const from = (this.past.isAudio && start >= 128 ? start - 256 : start) * 256 + this.low - 128;
        add(below(from), below(from + half * 256), below(from + width * 256));
      }
      this.inputs[i] = ln32(f32(Math.max(ones, DOUBT) / Math.max(zeros, DOUBT)));
    });
  }
}

interface Channel {
  readonly far: LeastSquares;
  readonly near: LeastSquares;
  /** Running means of |error|. */
  farQuick: number;
  farSlow: number;
  nearQuick: number;
}
