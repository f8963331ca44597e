const RIDGE = 1;
const PIVOT_MIN = 0.0001;

/** Linear prediction by least squares over a fading past. Twin of kernel/math/least-squares.ts, whose preface explains it. */
export class LeastSquares {
  features: number[];
  private readonly decay: number;
  private readonly every: number;
  private readonly covariance: number[][];
  private readonly products: number[];
  private readonly weights: number[];
  private age = 0;

  constructor(count: number, decay: number, every: number) {
    const zeros = (): number[] => new Array<number>(count).fill(0);
    this.decay = decay;
    this.every = every;
    this.features = zeros();
    this.covariance = Array.from({ length: count }, zeros);
    this.products = zeros();
    this.weights = zeros();
  }

  predict(): number {
    return this.features.reduce((sum, x, i) => sum + this.weights[i]! * x, 0);
  }

  learn(target: number): void {
    const x = this.features;
    this.covariance.forEach((row, i) => {
      for (let j = 0; j <= i; j++) row[j] = row[j]! * this.decay + x[i]! * x[j]!;
      this.products[i] = this.products[i]! * this.decay + x[i]! * target;
    });
    this.age++;
    if (this.age < this.every) return;
    this.age = 0;
    this.solve();
  }

  private solve(): void {
    const factor: number[][] = [];
    /** a minus the products of two vectors' elements, one after the other. */
    const minus = (a: number, b: readonly number[], c: readonly number[]): number =>
      b.reduce((sum, value, k) => sum - value * c[k]!, a);
    for (const [i, row] of this.covariance.entries()) {
      const made: number[] = [];
      for (let j = 0; j < i; j++) made.push(minus(row[j]!, made, factor[j]!) / factor[j]![j]!);
      const pivot = minus(row[i]! + RIDGE, made, made);
      if (!(pivot > PIVOT_MIN)) return;
      factor.push([...made, Math.sqrt(pivot)]);
    }
    const y: number[] = [];
    for (const [i, row] of factor.entries()) y.push(minus(this.products[i]!, y, row) / row[i]!);
    for (let i = y.length - 1; i >= 0; i--) {
      let sum = y[i]!;
      for (let k = i + 1; k < y.length; k++) sum -= factor[k]![i]! * this.weights[k]!;
      this.weights[i] = sum / factor[i]![i]!;
    }
  }
}
