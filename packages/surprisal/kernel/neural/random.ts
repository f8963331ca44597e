/** Weights to begin with: uniform, from a linear congruential generator. Source: Numerical Recipes, its constants. */
export class Uniform {
  constructor(private state: u32) {}

  /** Fills f32[n] at `at` with numbers in [-limit, limit), multiples of limit / 2^23. */
  fill(at: usize, n: u32, limit: f32): void {
    let s = this.state;
    const unit = limit / 8388608;
    for (let i: u32 = 0; i < n; i++) {
      s = s * 1664525 + 1013904223;
      store<f32>(at + ((<usize>i) << 2), <f32>(<i32>(s >>> 8) - 8388608) * unit);
    }
    this.state = s;
  }
}
