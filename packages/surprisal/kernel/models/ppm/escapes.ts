import { ln } from '../../math/elementary';
import { allocate } from '../../memory';
import { squash } from '../../mixing/logistic';
import { Context } from './contexts';

/** Weights for the shape of a context: 1024 of contexts with one symbol, 9 x 256 of the others. */
const SHAPES: u32 = 1024 + 9 * 256;
/** Kinds of context: one symbol, of frequency 1, 2, 3, 4 and above; more, none / few / most excluded. */
const KINDS: u32 = 7;
/** Hashes of the last two bytes. */
const PAIRS: u32 = 1 << 13;

/**
 * P(escape): that the next byte is not one that the context predicts. A context was seen too rarely to know
 * it by itself, so it is learned over all contexts in a like situation, by logistic regression:
 *
 *   P(escape) = squash(w1[shape] + w2[kind, order, past] + w3[kind, last byte] + w4[kind, last two bytes])
 *   w += rate (escaped - P(escape))
 *
 *   shape  one symbol: its frequency (log), symbols of the suffix (0 to 4), whether the last byte was
 *          predicted by the longest context, whether it and the symbol are 64 or above (letters);
 *          more: how many are not excluded (log), their average frequency (log), how many are excluded
 *          (none, few, most), whether the suffix has at least as many new ones as these
 *   past   whether each of the last four bytes was predicted by the longest context
 *
 * w1 starts at -ln(frequency or average), the others at 0. Four sums of small tables beat one table of all
 * situations by 2 % of the code, as most situations are rare.
 * Source: secondary escape estimation, C. Bloom (PPMZ, 1998) and D. Shkarin (2002), as a regression.
 */
export class Escapes {
  /** Best of 0.02 to 0.08 on training text. */
  private static readonly SHAPE_RATE: f32 = 0.06;
  /** Best of 0.01 to 0.04. */
  private static readonly RATE: f32 = 0.03;
  /** What `estimate` leaves for `learn`, in bytes: four addresses and P(escape). */
  static readonly NOTE_BYTES: u32 = 20;

  private readonly shapes: usize = allocate(SHAPES << 2);
  private readonly pasts: usize = allocate((KINDS * 256) << 2);
  private readonly bytes: usize = allocate((KINDS * 256) << 2);
  private readonly pairs: usize = allocate((PAIRS * 8) << 2);

  private past: u32 = 0; // one bit for each of the last bytes, the newest lowest: predicted by the longest
  private last: u32 = 0; // the last two bytes, the newest lowest

  constructor() {
    for (let level: u32 = 0; level < 16; level++) {
      const x = <f32>-ln(unlog(level));
      for (let i: u32 = 0; i < 64; i++) store<f32>(this.shapes + ((level * 64 + i) << 2), x);
      const unit: f32 = 1.3862944; // ln 4: the frequency of one visit
      for (let i: u32 = 0; i < 9 * 16; i++) store<f32>(this.shapes + ((1024 + i * 16 + level) << 2), x + unit);
    }
  }

  /** P(escape) of a context with one symbol. @param note receives what `learn` needs. */
  @inline
  ofOne(c: Context, note: usize): f32 {
    const frequency = min(log(c.only.frequency), 15);
    const suffixes: u32 = c.suffix ? min<u32>(c.suffix.count, 4) : 0;
    const letters = (u32((this.last & 255) >= 64) << 1) | u32(c.only.symbol >= 64);
    const shape = (frequency << 6) | (suffixes << 3) | ((this.past & 1) << 2) | letters;
    return this.estimate(shape, min<u32>(frequency, 3), c.order, note);
  }

  /** P(escape) of a context of which `count` symbols, with frequencies of sum `total`, are not excluded. */
  @inline
  ofMany(c: Context, count: u32, total: u32, note: usize): f32 {
    const excluded = <u32>c.count - count;
    const level: u32 = excluded === 0 ? 0 : excluded < count ? 1 : 2;
    const more: u32 = c.suffix ? u32(<u32>c.suffix.count - <u32>c.count > count) : 2;
    const shape = 1024 + (((more * 3 + level) << 8) | (min(log(count), 15) << 4) | min(log(total / count), 15));
    return this.estimate(shape, 4 + level, c.order, note);
  }

  /** Learns whether the context of `note` escaped. */
  @inline
  learn(note: usize, escaped: u32): void {
    const error = <f32>escaped - load<f32>(note, 16);
    add(load<usize>(note), error * Escapes.SHAPE_RATE);
    add(load<usize>(note, 4), error * Escapes.RATE);
    add(load<usize>(note, 8), error * Escapes.RATE);
    add(load<usize>(note, 12), error * Escapes.RATE);
  }

  /** @param predicted whether the longest context knew `byte` (1 or 0). */
  perceive(byte: u32, predicted: u32): void {
    this.past = ((this.past << 1) | predicted) & 15;
    this.last = ((this.last << 8) | byte) & 0xffff;
  }

  @inline
  private estimate(shape: u32, kind: u32, order: u32, note: usize): f32 {
    const a = this.shapes + (shape << 2);
    const b = this.pasts + (((kind << 8) | (min(order, 15) << 4) | this.past) << 2);
    const c = this.bytes + (((kind << 8) | (this.last & 255)) << 2);
    const d = this.pairs + (((((this.last * 0x9e3779b1) >>> 19) << 3) | kind) << 2);
    const p = squash(load<f32>(a) + load<f32>(b) + load<f32>(c) + load<f32>(d));
    store<usize>(note, a);
    store<usize>(note, b, 4);
    store<usize>(note, c, 8);
    store<usize>(note, d, 12);
    store<f32>(note, p, 16);
    return p;
  }
}

@inline
function add(at: usize, x: f32): void {
  store<f32>(at, load<f32>(at) + x);
}

/** About 2 log2 x for x >= 1, in whole steps: 1, 2, 3, 4, 6, 8, 12 ... are 0, 2, 3, 4, 5, 6, 7 ... */
@inline
function log(x: u32): u32 {
  const k = 31 - clz(x);
  return k === 0 ? 0 : (k << 1) | ((x >>> (k - 1)) & 1);
}

/** The least x of a step of `log`. */
function unlog(level: u32): f64 {
  return <f64>(1 << (level >>> 1)) * (level & 1 ? 1.5 : 1);
}
