import { Surroundings } from '../math/surroundings.js';
import { f32, ln32, nearest, squash } from '../numbers.js';
import type { History } from './history.js';

const BINS = 520;
const CENTRE = 256;
const LEVELS = 16;
const STEP = 24;
const BESIDE = 4;
const SUM_MAX = 16384;

/** A histogram of residuals. */
interface Histogram {
  readonly bins: Uint16Array;
  sum: number;
}

/** Histograms of many predictions' errors. Twin of kernel/views/samples/residuals.ts, whose preface explains it. */
export class Residuals {
  inputs: Float32Array = new Float32Array();
  readonly count: number;
  private readonly history: History;
  private readonly stride: number;
  private readonly forms: number;
  private readonly phases: number;
  private means: readonly number[] = [];
  /** By prediction, colour, level and side. */
  private readonly histograms: readonly Histogram[];
  private chosen: readonly { histogram: Histogram; zero: number }[] = [];
  private readonly around: Surroundings;

  constructor(history: History, stride: number, given: number, forms: number, columns: number, phases: number) {
    this.history = history;
    this.stride = stride;
    this.forms = forms;
    this.phases = phases;
    this.count = given + (phases === 3 ? 4 * forms : forms);
    this.around = new Surroundings(this.count + 1, columns, phases, 0.6);
    const first = Array.from({ length: LEVELS * 2 }, (_, i) => start(i >> 1, i % 2 === 1));
    this.histograms = Array.from({ length: this.count * phases * LEVELS * 2 }, (_, i) => {
      const { bins, sum } = first[i % first.length]!;
      return { bins: bins.slice(), sum };
    });
  }

  /** @param given predictions by others. */
  expect(given: readonly number[]): void {
    const extended = this.extend(0).slice(0, this.forms);
    let others = extended;
    if (this.phases === 3) {
      const [ofOne, ofTwo] = [1, 2].map((colour) => this.extend(colour).map((mean) => this.history.at(colour) - mean));
      others = extended.flatMap((mean, k) => {
        const [one, two] = [ofOne![k]!, ofTwo![k]!];
        return [mean, mean + one, mean + two, mean + (one + two) / 2];
      });
    }
    this.means = [...given, ...others.map((mean) => Math.min(Math.max(mean, 0), 255))];
    const sums = this.around.sums();
    const scale = f32(1 / f32(sums[this.count]! + 0.5));
    const { phase } = this.around;
    this.chosen = this.means.map((mean, i) => {
      const error = f32(f32(sums[i]! + f32(0.4)) * scale);
      const level = Math.floor(Math.min(f32(Math.sqrt(f32(error * 6))), LEVELS - 1));
      const whole = nearest(mean);
      const at = ((i * this.phases + phase) * LEVELS + level) * 2 + (mean < whole ? 1 : 0);
      return { histogram: this.histograms[at]!, zero: CENTRE - whole };
    });
  }

  private extend(colour: number): number[] {
    const unit = this.phases;
    /** The neighbour so many rows up and pixels to the left. */
    const neighbour = (up: number, left: number): number => this.history.at(up * this.stride + left * unit + colour);
    const [w, ww, www] = [neighbour(0, 1), neighbour(0, 2), neighbour(0, 3)];
    const [n, nn, nnn] = [neighbour(1, 0), neighbour(2, 0), neighbour(3, 0)];
    const [nw, ne, nne] = [neighbour(1, 1), neighbour(1, -1), neighbour(2, -1)];
    return [
      ...[w + n - nw, w, n, (3 * w + 3 * n - 2 * nw) / 4],
      ...[(w + ne) / 2, ne, 2 * w - ww, 2 * n - nn],
      ...[w + ne - n, n + ne - nne, (w + n) / 2, nw],
      ...[3 * (w - ww) + www, 3 * (n - nn) + nnn, (2 * w + 2 * n + ne - nw) / 4, w + (ne - nw) / 2],
    ];
  }

  learn(value: number): void {
    for (const { histogram, zero } of this.chosen) {
      const { bins } = histogram;
      for (const [at, add] of [[-1, BESIDE] as const, [0, STEP] as const, [1, BESIDE] as const]) {
        bins[zero + value + at]! += add;
      }
      histogram.sum += STEP + 2 * BESIDE;
      if (histogram.sum > SUM_MAX) {
        bins.set(bins.map((bin) => (bin + 1) >> 1));
        histogram.sum = total(bins);
      }
    }
    this.around.add([...this.means.map((mean) => Math.abs(f32(value - mean))), 1]);
  }

  skip(): void {
    this.around.skip();
  }

  predict(partial: number, bits: number): void {
    const half = 128 >> bits;
    const from = (partial << (8 - bits)) & 255;
    for (const [i, { histogram, zero }] of this.chosen.entries()) {
      const at = zero + from;
      const [zeros, ones] = [at, at + half].map((bin) => total(histogram.bins.subarray(bin, bin + half)));
      this.inputs[i] = ln32(f32(f32(ones! + f32(0.4)) / f32(zeros! + f32(0.4))));
    }
  }
}

function start(level: number, isBelow: boolean): Histogram {
  const rate = f32(1 / f32(f32(0.35) + f32(level * level * f32(0.16))));
  const centre = CENTRE - 0.5 + (isBelow ? -0.25 : 0.25);
  let below = 0;
  const bins = Uint16Array.from({ length: BINS }, (_, b) => {
    const f = squash(f32((b - centre) * rate));
    const mass = 1 + Math.trunc(f32(f32(f - below) * 200));
    below = f;
    return mass;
  });
  return { bins, sum: total(bins) };
}

function total(bins: Uint16Array): number {
  return bins.reduce((sum, bin) => sum + bin, 0);
}
