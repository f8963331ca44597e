import { f32 } from '../numbers.js';
import { Surroundings } from './surroundings.js';

const RELATIVE_RIDGE = f32(0.0002);

/** Least squares over what lies around. Twin of kernel/math/local-least-squares.ts, whose preface explains it. */
export class LocalLeastSquares {
  features: readonly number[];
  private readonly ridge: number;
  private readonly around: Surroundings;

  constructor(count: number, columns: number, phases: number, decay: number, ridge: number) {
    this.features = new Array<number>(count).fill(0);
    this.ridge = ridge;
    this.around = new Surroundings((count * (count + 1)) / 2 + count, columns, phases, decay);
  }

  predict(): number {
    const count = this.features.length;
    const rows: number[][] = [];
    const sums = this.around.sums();
    for (let i = 0, at = 0; i <= count; at += ++i) rows.push(sums.slice(at, at + Math.min(i + 1, count)));
    for (let j = 0; j < count; j++) {
      const pivot = rows[j]![j]!;
      const raised = f32(pivot + f32(this.ridge + f32(pivot * RELATIVE_RIDGE)));
      const inverse = raised > f32(this.ridge * 0.5) ? f32(1 / raised) : 0;
      const column = rows.map((row) => row[j]!);
      for (const row of rows.slice(j + 1)) {
        const factor = f32(row[j]! * inverse);
        for (let k = j + 1; k < row.length; k++) row[k] = f32(row[k]! - f32(factor * column[k]!));
        row[j] = factor;
      }
    }
    const v = rows[count]!;
    let sum = 0;
    for (let j = count - 1; j >= 0; j--) {
      const w = v[j]!;
      sum = f32(sum + f32(w * this.features[j]!));
      for (let k = 0; k < j; k++) v[k] = f32(v[k]! - f32(w * rows[j]![k]!));
    }
    return sum;
  }

  learn(target: number): void {
    const { features } = this;
    const products = features.flatMap((x, i) => features.slice(0, i + 1).map((other) => f32(x * other)));
    this.around.add([...products, ...features.map((x) => f32(target * x))]);
  }

  skip(): void {
    this.around.skip();
  }
}
