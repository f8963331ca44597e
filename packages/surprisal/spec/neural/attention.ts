import { f32 } from '../numbers.js';
import { type Arithmetic, sumOf, type Vector } from './arithmetic.js';
import { Dense } from './dense.js';
import { combine } from './linear.js';
import { ERROR_GRAIN, GRAIN, type Normed, normalise, normaliseBackward } from './norm.js';
import { step } from './optimizer.js';
import type { Uniform } from './random.js';

const HEAD = 32;
const SCALE = f32(1 / Math.sqrt(HEAD));
const WEIGHT_LIMIT = 0.1;
const SHARE_GRAIN = 2 ** -24;

/** Keys and values of a head, the oldest first. The first of the keys of a segment came from the step before it. */
export interface HeadMemory {
  keys: Vector[];
  values: Vector[];
}

/** What a step makes. */
export interface AttentionStep {
  readonly normed: Normed;
  readonly q: Vector;
  readonly o: Vector;
  /** What share each head gives to each row of its memory. */
  readonly shares: readonly Vector[];
}

/** With respect to what each matrix gave, at each step, and to the biases. */
export interface AttentionErrors {
  readonly made: readonly Vector[];
  readonly given: readonly Vector[];
  readonly bias: readonly Vector[];
}

/** x += Wo attend(norm(x)). Specification of kernel/neural/attention.ts, whose preface explains it. */
export class Attention {
  readonly made: Dense;
  readonly given: Dense;
  readonly bias: readonly Vector[];
  private readonly arithmetic: Arithmetic;
  private readonly units: number;
  private readonly past: number;
  private readonly steps: number;
  private readonly biasMoments: readonly Vector[];

  constructor(arithmetic: Arithmetic, units: number, past: number, steps: number, random: Uniform) {
    this.arithmetic = arithmetic;
    this.units = units;
    this.past = past;
    this.steps = steps;
    this.made = new Dense(arithmetic, 3 * units, units, WEIGHT_LIMIT, random);
    this.given = new Dense(arithmetic, units, units, 0, random);
    const biases = (): Vector[] => this.heads.map(() => arithmetic.array(past + 2 * steps));
    this.bias = biases();
    this.biasMoments = biases();
  }

  /** Before the content lie zeros. */
  memory(): HeadMemory[] {
    const rows = (n: number): Vector[] => Array.from({ length: n }, () => this.arithmetic.array(HEAD));
    return this.heads.map(() => ({ keys: rows(this.past + 1), values: rows(this.past) }));
  }

  /** The step `k` of a segment. @param x is changed. @param memory takes up its key and value. */
  forward(x: Vector, memory: readonly HeadMemory[], k: number): AttentionStep {
    const { round, grained, array } = this.arithmetic;
    const d = this.units;
    const normed = normalise(this.arithmetic, x);
    const made = this.made.forward(normed.n);
    const q = made.slice(0, d).map((v) => grained(round(v * SCALE), ERROR_GRAIN));
    const o = array(d);
    const shares = memory.map(({ keys, values }, h) => {
      values.push(made.slice(2 * d + h * HEAD, 2 * d + (h + 1) * HEAD));
      const a = this.attend(keys, q.subarray(h * HEAD, (h + 1) * HEAD), this.bias[h]!.subarray(this.steps - 1 - k));
      o.set(combine(this.arithmetic, a, values, array(HEAD)), h * HEAD);
      keys.push(made.slice(d + h * HEAD, d + (h + 1) * HEAD));
      return a;
    });
    for (let i = 0; i < d; i++) o[i] = grained(o[i]!, GRAIN);
    this.given.forward(o).forEach((v, i) => {
      x[i] = round(x[i]! + v);
    });
    return { normed, q, o, shares };
  }

  private attend(keys: readonly Vector[], q: Vector, bias: Vector): Vector {
    const { round, exp, grained, array } = this.arithmetic;
    const a = array(keys.length);
    keys.forEach((key, j) => {
      a[j] = round(sumOf(this.arithmetic, HEAD, (i) => key[i]! * q[i]!)) + bias[j]!;
    });
    const top = Math.max(...a);
    for (let j = 0; j < a.length; j++) a[j] = exp(round(a[j]! - top));
    const share = round(1 / sumOf(this.arithmetic, a.length, (j) => a[j]!));
    return a.map((e) => grained(round(e * share), SHARE_GRAIN));
  }

  /** @param memory as it was after the last of `steps`. @param dx as in FeedForward. */
  backward(steps: readonly AttentionStep[], memory: readonly HeadMemory[], dx: readonly Vector[]): AttentionErrors {
    const given = dx.map((d) => d.slice());
    const dout = this.given.backward(given);
    const made = steps.map(() => this.arithmetic.array(3 * this.units));
    const bias = memory.map((head, h) => this.headBackward(steps, head, h, dout, made));
    this.made.backward(made).forEach((dn, k) => {
      normaliseBackward(this.arithmetic, dn, steps[k]!.normed, dx[k]!);
    });
    return { made, given, bias };
  }

  /** Writes the part of head `h` of `made`. @returns the gradient of its biases. */
  private headBackward(
    steps: readonly AttentionStep[],
    { keys, values }: HeadMemory,
    h: number,
    dout: readonly Vector[],
    made: readonly Vector[],
  ): Vector {
    const { round, grained, array } = this.arithmetic;
    const [from, to, d] = [h * HEAD, (h + 1) * HEAD, this.units];
    const bias = array(this.bias[h]!.length);
    const queries = steps.map(({ q }) => q.subarray(from, to));
    const errors = dout.map((o) => o.subarray(from, to));
    const ds = steps.map(({ shares }, k) => {
      const a = shares[h]!;
      const da = a.map((_, j) => sumOf(this.arithmetic, HEAD, (i) => values[j]![i]! * errors[k]![i]!));
      const mean = sumOf(this.arithmetic, a.length, (j) => a[j]! * da[j]!);
      const e = da.map((x, j) => grained(round(a[j]! * round(x - mean)), ERROR_GRAIN));
      e.forEach((x, j) => {
        const at = this.steps - 1 - k + j;
        bias[at] = bias[at]! + x;
      });
      return e;
    });
    const put = (k: number, at: number, v: Vector): void => {
      made[k]!.set(
        v.map((x) => grained(x, ERROR_GRAIN)),
        at + from,
      );
    };
    const summed = (along: readonly number[], rows: readonly Vector[]): Vector =>
      combine(this.arithmetic, along, rows, array(HEAD));
    for (let k = 0; k < steps.length; k++) {
      const dq = summed(Array.from(ds[k]!), keys.slice(0, ds[k]!.length)).map((x) => x * SCALE);
      put(k, 0, dq);
      // What saw the row j: the value of step k, and the key of the step before.
      const j = this.past + k;
      const attended = steps.map(({ shares }) => shares[h]![j] ?? 0);
      const scored = ds.map((e) => e[j] ?? 0);
      put(k, 2 * d, summed(attended, errors));
      if (k > 0) put(k - 1, d, summed(scored, queries));
    }
    return bias;
  }

  /** One step of all weights. */
  update(steps: readonly AttentionStep[], errors: AttentionErrors, rate: number): void {
    const o = steps.map((step) => step.o);
    const n = steps.map(({ normed }) => normed.n);
    this.given.update(errors.given, o, rate);
    this.bias.forEach((b, h) => {
      step(this.arithmetic, b, this.biasMoments[h]!, errors.bias[h]!, rate);
    });
    this.made.update(errors.made, n, rate);
  }

  /** A segment is over: what it saw last is seen by the next one as its past. */
  advance(memory: readonly HeadMemory[]): void {
    for (const head of memory) {
      head.keys = head.keys.slice(-this.past - 1);
      head.values = head.values.slice(-this.past);
    }
  }

  private get heads(): number[] {
    return Array.from({ length: this.units / HEAD }, (_, h) => h);
  }
}
