import { scratch } from '../memory';
import { DecayedSums2d } from './decayed-sums-2d';

/** Of a pivot, added to it with the ridge: f32 cannot separate regressors more finely. */
const RELATIVE_RIDGE: f32 = 0.0002;

/**
 * Linear prediction of a picture's places by least squares over what lies around: as math/least-squares.ts, but near
 * places weigh most, above as well as to the left (math/decayed-sums-2d.ts), and weights are solved anew for each place.
 *
 *   (R + ridge) w = v,  R = sum of weight x xᵀ,  v = sum of weight target x
 *
 * by elimination, R = L D Lᵀ column by column; v is one more row, which forward substitution passes through with the others.
 * All is f32, element by element, so that vectors of four find what single numbers find.
 * Source: "edge-directed" prediction and TMW's and GLICBAWLS' least squares around each pixel (Li and Orchard 2001; Meyer and Tischer 2001).
 */
export class LocalLeastSquares {
  /** Where the regressors x of the next place go, f32[count] and zeros. */
  readonly regressors: usize;
  private readonly around: DecayedSums2d;
  private readonly column: usize; // f32[count], zeros up to what is being eliminated

  /** @param count regressors. @param columns, phases, decay as in DecayedSums2d. @param ridge keeps weights small. */
  constructor(
    private readonly count: u32,
    columns: u32,
    phases: u32,
    decay: f32,
    private readonly ridge: f32,
  ) {
    const padded = (count + 3) & ~3;
    let cells = padded;
    for (let i: u32 = 0; i < count; i++) cells += rowCells(i);
    this.around = new DecayedSums2d(cells, columns, phases, decay);
    this.regressors = scratch(padded << 2);
    this.column = scratch(padded << 2);
  }

  /** @returns w · x. */
  predict(): f32 {
    const around = this.around;
    around.update();
    const count = this.count;
    const column = this.column;
    const padded = ((count + 3) & ~3) << 2;
    memory.fill(column, 0, padded);
    let row = around.sums;
    for (let j: u32 = 0; j < count; j++) {
      const bytes = rowCells(j) << 2;
      const pivot = load<f32>(row + (j << 2));
      const raised = pivot + (this.ridge + pivot * RELATIVE_RIDGE);
      const inverse: f32 = raised > this.ridge * 0.5 ? 1 / raised : 0;
      // The column below the pivot.
      let at = row + bytes + (j << 2);
      for (let i = j + 1; i < count; i++) {
        store<f32>(column + (i << 2), load<f32>(at));
        at += rowCells(i) << 2;
      }
      store<f32>(column + (j << 2), 0);
      const from = ((j + 1) & ~3) << 2;
      let below = row + bytes;
      for (let i = j + 1; i <= count; i++) {
        const wide = i === count ? padded : rowCells(i) << 2;
        const factor = load<f32>(below + (j << 2)) * inverse;
        const f = f32x4.splat(factor);
        for (let k = from; k < wide; k += 16) {
          v128.store(below + k, f32x4.sub(v128.load(below + k), f32x4.mul(f, v128.load(column + k))));
        }
        store<f32>(below + (j << 2), factor);
        below += wide;
      }
      row += bytes;
    }
    // Back through Lᵀ: what a weight takes from those before it. Places of a row beyond it have been read already.
    const v = row;
    let sum: f32 = 0;
    for (let j: i32 = count - 1; j >= 0; j--) {
      row -= rowCells(j) << 2;
      const w = load<f32>(v + (j << 2));
      sum += w * load<f32>(this.regressors + (j << 2));
      const weight = f32x4.splat(w);
      for (let k: i32 = 0; k < j; k += 4) {
        const at = v + (k << 2);
        v128.store(at, f32x4.sub(v128.load(at), f32x4.mul(weight, v128.load(row + (k << 2)))));
      }
    }
    return sum;
  }

  /** Learns what the target of the regressors was. */
  learn(target: f32): void {
    const count = this.count;
    const regressors = this.regressors;
    let at = this.around.decayRow();
    for (let i: u32 = 0; i <= count; i++) {
      const x = f32x4.splat(i === count ? target : load<f32>(regressors + (i << 2)));
      const end = i === count ? (count + 3) & ~3 : rowCells(i);
      for (let k: u32 = 0; k < end; k += 4) {
        v128.store(at, f32x4.add(v128.load(at), f32x4.mul(x, v128.load(regressors + (k << 2)))));
        at += 16;
      }
    }
    this.around.advance();
  }

  /** On to the next place without learning. */
  skip(): void {
    this.around.skip();
  }
}

/** Numbers of row i of the lower triangle, padded to a vector. */
@inline
function rowCells(i: u32): u32 {
  return (i + 4) & ~3;
}
