import { LocalLeastSquares } from '../math/local-least-squares.js';
import { Surroundings } from '../math/surroundings.js';
import { f32 } from '../numbers.js';
import type { SampleHistory } from './sample-history.js';

/** Pixels predicted by what lies around them. Twin of kernel/views/samples/local.ts, whose preface explains it. */
export class LocalSamples {
  /** What the blend, few and many neighbours expect, and `far`; and the means of |error| of these. */
  means: readonly number[] = [0, 0, 0, 0];
  errors: readonly number[] = [0, 0, 0, 0];
  private readonly past: SampleHistory;
  private readonly fewBack: readonly number[];
  private readonly manyBack: readonly number[];
  private readonly few: LocalLeastSquares;
  private readonly many: LocalLeastSquares;
  private readonly blend: LocalLeastSquares;
  private readonly around: Surroundings;

  constructor(
    past: SampleHistory,
    fewBack: readonly number[],
    manyBack: readonly number[],
    columns: number,
    phases: number,
  ) {
    this.past = past;
    this.fewBack = fewBack;
    this.manyBack = manyBack;
    this.few = new LocalLeastSquares(fewBack.length, columns, phases, 0.7, 4);
    this.many = new LocalLeastSquares(manyBack.length, columns, phases, 0.85, 10);
    this.blend = new LocalLeastSquares(3, columns, phases, 0.95, 30);
    this.around = new Surroundings(5, columns, phases, 0.6);
  }

  expect(far: number, near: number): void {
    const { past, blend } = this;
    const [few, many] = [
      { model: this.few, backs: this.fewBack },
      { model: this.many, backs: this.manyBack },
    ].map(({ model, backs }) => {
      model.features = backs.map((back) => f32(past.at(back) - far));
      return past.clamp(f32(far + model.predict()));
    });
    blend.features = [many!, far, near].map((mean) => f32(mean - few!));
    this.means = [past.clamp(f32(few! + blend.predict())), few!, many!, far];
    const [count, ...sums] = this.around.sums().toReversed();
    this.errors = sums.reverse().map((sum) => f32(f32(sum + f32(0.4)) / f32(count! + 0.5)));
  }

  learn(sample: number): void {
    const [, few, , far] = this.means;
    this.few.learn(f32(sample - far!));
    this.many.learn(f32(sample - far!));
    this.blend.learn(f32(sample - few!));
    this.around.add([...this.means.map((mean) => Math.abs(f32(sample - mean))), 1]);
  }

  skip(): void {
    for (const each of [this.few, this.many, this.blend, this.around]) each.skip();
  }
}
