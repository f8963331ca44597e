import { sum4 } from '../math/lanes';
import { allocate, allocatePerceived } from '../memory';
import { Dense } from './dense';
import { exp4, grained4 } from './elementary4';
import { fourRows, matrixVector, vectorMatrix } from './linear';
import { normalise, normaliseBackward } from './norm';
import { step } from './optimizer';
import { Uniform } from './random';

/** Numbers of a query, a key or a value of one head. */
const HEAD: u32 = 32;
const HEAD_BYTES: usize = HEAD << 2;
/** 1 / sqrt(HEAD). */
const SCALE: f32 = 0.17677669;

/** Uniform within ±this at first: what queries, keys and values are made by. What they give starts at 0. */
const WEIGHT_LIMIT: f32 = 0.1;
/** What a head gives, its shares, and errors are multiples of these: no product of theirs is denormal. */
const HIDDEN_GRAIN: f32 = 1.0 / 4194304;
const SHARE_GRAIN: f32 = 1.0 / 16777216;
const ERROR_GRAIN: f32 = 1.0 / 4294967296;

/** Score of a row that does not count: its share is 0. */
const NEVER: f32 = -1e9;

/**
 * The first half of a block of a Transformer: causal attention, each of d / 32 heads with numbers of its own.
 *
 *   q, k, v = W norm(x)                        the key is kept for the next position, the value for this one
 *   s_j = q · k_j / sqrt(32) + b[distance]     for all rows j of the memory, this position the last of them
 *   a = softmax(s),  o = Σ_j a_j v_j,  x += Wo o
 *
 * Row j of the memory holds the value of position j and the key of position j - 1: a query like the key of a context
 * finds what came after it, in one layer. The memory holds the positions of this segment so far, and `past` before
 * it. Those were made by older weights and learn no more: errors go back to keys and values of the segment alone.
 * Before the content lie zeros. A bias for each distance is what is known of positions.
 *
 * A step's record: norm(x)[d] q[d] o[d] a[heads][reach], then 1 / root mean square, padded to four; a is 0 after the
 * position itself. Keys, then values: f32[heads][reach][32] each.
 * Sources: A. Vaswani et al., "Attention is all you need" (2017); memory of past segments: Z. Dai et al.,
 * "Transformer-XL" (2019); biases of distances: C. Raffel et al., "T5" (2020); keys one step behind: C. Olsson et al.,
 * "In-context learning and induction heads" (2022).
 */
export class Attention {
  readonly activationBytes: usize;
  /** Bytes of the memory. */
  readonly memoryBytes: usize;
  private readonly made: Dense; //         W, f32[3d][d]: queries, keys, values
  private readonly given: Dense; //        Wo
  private readonly bias: usize; //         b, f32[heads][reach + steps]: of the step k from its entry steps - 1 - k on
  private readonly biasV: usize;
  private readonly biasGradient: usize;
  private readonly biasBytes: usize; //    of a head
  private readonly width: usize; //        bytes of d numbers
  private readonly heads: u32;
  private readonly reachBytes: usize; //   of a number for each row
  private readonly headBytes: usize; //    of the keys of a head
  private readonly qkv: usize; //          of this step, f32[3d]
  private readonly dn: usize; //           with respect to norm(x), f32[steps][d]
  private readonly dout: usize; //         to o, f32[steps][d]
  private readonly dmade: usize; //        to q, k, v, f32[steps][3d]
  private readonly ds: usize; //           to the scores of a head, f32[steps][reach]
  private readonly dkeys: usize; //        to the keys of a head in this segment, f32[steps + 1][32]
  private readonly dqueries: usize; //     to four queries, f32[4][32]

  /** @param units d, a multiple of 32. @param past a multiple of 4. @param steps of a segment, a multiple of 4. */
  constructor(
    units: u32,
    private readonly past: u32,
    private readonly steps: u32,
    random: Uniform,
  ) {
    const width = (<usize>units) << 2;
    const heads = <usize>(units / HEAD);
    const reachBytes = (<usize>((past + steps + 8) & ~7)) << 2;
    const headBytes = reachBytes * HEAD;
    const biasBytes = reachBytes + ((<usize>steps) << 2);
    this.made = new Dense(3 * units, units, WEIGHT_LIMIT, random);
    this.given = new Dense(units, units, 0, random);
    this.bias = allocate(heads * biasBytes);
    this.biasV = allocate(heads * biasBytes);
    this.biasGradient = allocate(heads * biasBytes);
    this.biasBytes = biasBytes;
    this.width = width;
    this.heads = units / HEAD;
    this.reachBytes = reachBytes;
    this.headBytes = headBytes;
    this.activationBytes = 3 * width + heads * reachBytes + 16;
    this.memoryBytes = 2 * heads * headBytes;
    this.qkv = allocatePerceived(3 * width);
    this.dn = allocate(<usize>steps * width);
    this.dout = allocate(<usize>steps * width);
    this.dmade = allocate(3 * <usize>steps * width);
    this.ds = allocate(<usize>steps * reachBytes);
    this.dkeys = allocate(<usize>(steps + 1) * HEAD_BYTES);
    this.dqueries = allocate(4 * HEAD_BYTES);
  }

  /** The step `k` of a segment. @param x f32[d], changed. @param keys the memory. @param y f32[d], scratch. */
  forward(x: usize, activations: usize, keys: usize, k: u32, y: usize): void {
    const width = this.width;
    const q = activations + width;
    const o = q + width;
    const shares = o + width;
    const rows = this.past + k + 1;
    const values = keys + this.heads * this.headBytes;
    store<f32>(activations + this.activationBytes - 16, normalise(x, width, activations));
    this.made.forward(activations, this.qkv);
    scale(this.qkv, width, q, SCALE);
    for (let h: usize = 0; h < this.heads; h++) {
      const at = h * HEAD_BYTES;
      const place = h * this.headBytes;
      const row = place + <usize>(rows - 1) * HEAD_BYTES;
      const a = shares + h * this.reachBytes;
      memory.copy(keys + row + HEAD_BYTES, this.qkv + width + at, HEAD_BYTES);
      memory.copy(values + row, this.qkv + 2 * width + at, HEAD_BYTES);
      this.attend(keys + place, q + at, rows, this.bias + h * this.biasBytes + ((this.steps - 1 - k) << 2), a);
      vectorMatrix(a, rows, values + place, HEAD_BYTES, HEAD, o + at);
    }
    for (let i: usize = 0; i < width; i += 16) v128.store(o + i, grained4(v128.load(o + i), HIDDEN_GRAIN));
    this.given.forward(o, y);
    for (let i: usize = 0; i < width; i += 16) v128.store(x + i, f32x4.add(v128.load(x + i), v128.load(y + i)));
  }

  /** The shares `a` of the first `rows` rows; 0 for the others. */
  private attend(keys: usize, q: usize, rows: u32, bias: usize, a: usize): void {
    const padded = (rows + 7) & ~7;
    const end = a + ((<usize>padded) << 2);
    matrixVector(keys, padded, HEAD, q, a);
    for (let i = a; i < end; i += 16) v128.store(i, f32x4.add(v128.load(i), v128.load(bias + i - a)));
    for (let j = rows; j < padded; j++) store<f32>(a + ((<usize>j) << 2), NEVER);
    let tops = v128.load(a);
    for (let i = a + 16; i < end; i += 16) tops = f32x4.max(tops, v128.load(i));
    const top01 = max(f32x4.extract_lane(tops, 0), f32x4.extract_lane(tops, 1));
    const top = f32x4.splat(max(top01, max(f32x4.extract_lane(tops, 2), f32x4.extract_lane(tops, 3))));
    let sums = f32x4.splat(0);
    for (let i = a; i < end; i += 16) {
      const e = exp4(f32x4.sub(v128.load(i), top));
      v128.store(i, e);
      sums = f32x4.add(sums, e);
    }
    const share = f32x4.splat(1 / sum4(sums));
    for (let i = a; i < end; i += 16) v128.store(i, grained4(f32x4.mul(v128.load(i), share), SHARE_GRAIN));
    memory.fill(end, 0, a + this.reachBytes - end);
  }

  /** The way back, and one step of all weights. @param dx f32[steps][d]: with respect to x after, made that before. */
  backward(activations: usize, stride: usize, keys: usize, dx: usize, rate: f32): void {
    const width = this.width;
    this.given.backward(dx, width, this.steps, this.dout);
    this.given.update(dx, width, this.steps, activations + 2 * width, stride, rate);
    memory.fill(this.biasGradient, 0, this.heads * this.biasBytes);
    for (let h: usize = 0; h < this.heads; h++) this.headBackward(activations, stride, keys, h);
    step(this.bias, this.biasV, this.biasGradient, this.heads * (<u32>this.biasBytes >>> 2), rate);
    this.made.backward(this.dmade, 3 * width, this.steps, this.dn);
    this.made.update(this.dmade, 3 * width, this.steps, activations, stride, rate);
    for (let k: usize = 0; k < this.steps; k++) {
      const n = activations + k * stride;
      const r = load<f32>(n + this.activationBytes - 16);
      normaliseBackward(this.dn + k * width, n, r, width, dx + k * width);
    }
  }

  /** Through head `h`: its part of the errors of q, k and v, and of the gradient of the biases. */
  private headBackward(activations: usize, stride: usize, keys: usize, h: usize): void {
    const width = this.width;
    const at = h * HEAD_BYTES;
    const headKeys = keys + h * this.headBytes;
    const values = headKeys + this.heads * this.headBytes;
    const q = activations + width + at;
    const shares = activations + 3 * width + h * this.reachBytes;
    const dout = this.dout + at;
    for (let k: u32 = 0; k < this.steps; k++) {
      this.scoresBackward(shares + k * stride, values, dout + k * width, k, this.biasGradient + h * this.biasBytes);
    }
    for (let k: usize = 0; k < this.steps; k += 4) {
      const dq = this.dmade + k * 3 * width + at;
      const dk = this.dkeys + k * HEAD_BYTES;
      const dv = dq + 2 * width;
      const column = (<usize>this.past + k) << 2;
      // Of four queries, over all rows; of four values and keys of the segment, over the steps that saw them.
      const ds = this.ds + k * this.reachBytes;
      fourRows(ds, this.reachBytes, 4, this.past + this.steps, headKeys, HEAD_BYTES, HEAD, this.dqueries, HEAD_BYTES);
      fourRows(shares + column, 4, stride, this.steps, dout, width, HEAD, dv, 3 * width);
      fourRows(this.ds + column, 4, this.reachBytes, this.steps, q, stride, HEAD, dk, HEAD_BYTES);
      for (let p: usize = 0; p < 4; p++) {
        scale(this.dqueries + p * HEAD_BYTES, HEAD_BYTES, dq + p * 3 * width, SCALE);
        scale(dv + p * 3 * width, HEAD_BYTES, dv + p * 3 * width, 1);
      }
    }
    // The key of a step lies in the row after it; the last one was seen by nothing yet, and its error stays 0.
    for (let k: usize = 0; k < this.steps; k++) {
      scale(this.dkeys + (k + 1) * HEAD_BYTES, HEAD_BYTES, this.dmade + k * 3 * width + width + at, 1);
    }
  }

  /** Through the softmax of the step `k`: ds = a (da - Σ a da), da_j = v_j · do; and into the biases' gradient. */
  private scoresBackward(a: usize, values: usize, dout: usize, k: u32, biasGradient: usize): void {
    const ds = this.ds + k * this.reachBytes;
    const bias = biasGradient + ((this.steps - 1 - k) << 2);
    const padded = (this.past + k + 8) & ~7;
    const bytes = (<usize>padded) << 2;
    matrixVector(values, padded, HEAD, dout, ds);
    let dot = f32x4.splat(0);
    for (let i: usize = 0; i < bytes; i += 16) dot = f32x4.add(dot, f32x4.mul(v128.load(a + i), v128.load(ds + i)));
    const mean = f32x4.splat(sum4(dot));
    for (let i: usize = 0; i < bytes; i += 16) {
      const d = grained4(f32x4.mul(v128.load(a + i), f32x4.sub(v128.load(ds + i), mean)), ERROR_GRAIN);
      v128.store(ds + i, d);
      v128.store(bias + i, f32x4.add(v128.load(bias + i), d));
    }
    memory.fill(ds + bytes, 0, this.reachBytes - bytes);
  }

  /** A segment is over: what it saw last is the past of the next. */
  advance(keys: usize): void {
    for (let m: usize = 0; m < 2 * this.heads; m++) {
      const rows = keys + m * this.headBytes;
      memory.copy(rows, rows + this.steps * HEAD_BYTES, (this.past + 1) * HEAD_BYTES);
    }
  }
}

/** y = c x of `bytes` bytes of f32, to multiples of ERROR_GRAIN. */
@inline
function scale(x: usize, bytes: usize, y: usize, c: f32): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(y + i, grained4(f32x4.mul(v128.load(x + i), f32x4.splat(c)), ERROR_GRAIN));
  }
}
