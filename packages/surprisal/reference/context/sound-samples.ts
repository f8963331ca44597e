import { LeastSquares } from '../math/least-squares.js';
import { f32 } from '../numbers.js';
import type { SampleHistory } from './sample-history.js';

/** Audio predicted over pasts of other lengths. Twin of kernel/views/samples/audio.ts, whose preface explains it. */
export class SoundSamples {
  /** What the blend, the long and the quick prediction expect, and the means of |error| of these. */
  means: readonly number[] = [];
  errors: readonly number[] = [];
  private readonly past: SampleHistory;
  private readonly backs: readonly number[];
  private readonly channels: readonly Channel[];
  private far = 0;

  constructor(past: SampleHistory, backs: readonly number[], phases: number) {
    this.past = past;
    this.backs = backs;
    this.channels = Array.from({ length: phases }, () => ({
      long: new LeastSquares(backs.length, 0.9998, 4),
      quick: new LeastSquares(backs.length, 0.98, 4),
      blend: new LeastSquares(3, 0.98, 1),
      errors: [0, 0, 0],
    }));
  }

  expect(phase: number, far: number, near: number): void {
    const { past } = this;
    const { long, quick, blend, errors } = this.channels[phase]!;
    const others = [long, quick].map((model) => {
      model.features = this.backs.map((back) => past.at(back));
      return past.clamp(f32(model.predict()));
    });
    blend.features = [...others, near].map((mean) => f32(mean - far));
    this.far = far;
    this.means = [past.clamp(f32(far + f32(blend.predict()))), ...others];
    this.errors = errors;
  }

  learn(phase: number, sample: number): void {
    const channel = this.channels[phase]!;
    channel.long.learn(sample);
    channel.quick.learn(sample);
    channel.blend.learn(f32(sample - this.far));
    channel.errors = channel.errors.map((before, i) => {
      const error = Math.abs(f32(sample - this.means[i]!));
      return f32(before + f32(f32(error - before) * f32(0.06)));
    });
  }
}

interface Channel {
  readonly long: LeastSquares;
  readonly quick: LeastSquares;
  readonly blend: LeastSquares;
  /** Running means of |error|. */
  errors: readonly number[];
}
