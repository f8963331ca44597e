import { allocate, scratch } from '../memory';

/**
 * Sums over what lies around a place of a picture and has been read: each place adds a vector, and what lies c columns
 * and r rows away weighs decay^(c + r).
 *
 *   left(c)   = decay left(c - 1) + added(c)                                     along the row
 *   row(c)    = left(c) + right(c), right(c) = decay (right(c + 1) + added(c + 1))   when the row is full
 *   above(c)  = decay (above(c) + row(c))                                        for the next row
 *   sums      = decay-weighted left, that of the column before, + above(c)
 *
 * So a place costs a few passes over its vector, however far the sums reach. In pictures of several colours each
 * colour has sums of its own: columns of a colour are `phases` apart.
 * Source: the recursive weights of GLICBAWLS (B. Meyer, P. Tischer, 2001).
 */
export class DecayedSums2d {
  /** f32[cells]: the sums around the next place, after `update`. */
  readonly sums: usize;
  private readonly bytes: u32;
  private readonly lefts: usize; //  f32[phases][cells]
  private readonly rights: usize; // f32[phases][cells]
  private readonly above: usize; //  f32[columns][cells]
  private readonly row: usize; //    f32[columns][cells]: left(c) of the row at hand
  private column: u32 = 0;

  /** @param cells of a vector, a multiple of 4. @param columns of a row, a multiple of `phases`. */
  constructor(
    cells: u32,
    private readonly columns: u32,
    private readonly phases: u32,
    private readonly decay: f32,
  ) {
    const bytes = cells << 2;
    this.bytes = bytes;
    this.sums = scratch(bytes);
    this.lefts = allocate(phases * bytes);
    this.rights = allocate(phases * bytes);
    this.above = allocate(columns * bytes);
    this.row = allocate(columns * bytes);
  }

  /** Which of the colours the next place has. */
  @inline
  get phase(): u32 {
    return this.column % this.phases;
  }

  @inline
  private get left(): usize {
    return this.lefts + this.phase * this.bytes;
  }

  /** Makes `sums`. */
  update(): void {
    const left = this.left;
    const above = this.above + this.column * this.bytes;
    for (let i: u32 = 0; i < this.bytes; i += 16) {
      v128.store(this.sums + i, f32x4.add(v128.load(left + i), v128.load(above + i)));
    }
  }

  /** Lets what lies left weigh less. @returns where the place at hand adds its vector, f32[cells]. */
  decayRow(): usize {
    const left = this.left;
    const decay = f32x4.splat(this.decay);
    for (let i: u32 = 0; i < this.bytes; i += 16) v128.store(left + i, f32x4.mul(v128.load(left + i), decay));
    return left;
  }

  /** On to the next place, when that at hand has added its vector. */
  advance(): void {
    memory.copy(this.row + this.column * this.bytes, this.left, this.bytes);
    this.skip();
    if (this.column === 0) this.finishRow();
  }

  /** On to the next place without a vector. */
  @inline
  skip(): void {
    this.column = this.column + 1 === this.columns ? 0 : this.column + 1;
  }

  /** The row is full: what lies right of each place joins what lies left. */
  private finishRow(): void {
    const phases = this.phases;
    const bytes = this.bytes;
    const before = phases * bytes;
    const decay = f32x4.splat(this.decay);
    memory.fill(this.lefts, 0, before);
    memory.fill(this.rights, 0, before);
    for (let c: i32 = this.columns - 1; c >= 0; c--) {
      const right = this.rights + (c % phases) * bytes;
      const above = this.above + c * bytes;
      const row = this.row + c * bytes;
      const first = <u32>c < phases;
      for (let i: u32 = 0; i < bytes; i += 16) {
        const l = v128.load(row + i);
        const r = v128.load(right + i);
        v128.store(above + i, f32x4.mul(decay, f32x4.add(v128.load(above + i), f32x4.add(l, r))));
        const added = first ? l : f32x4.sub(l, f32x4.mul(decay, v128.load(row + i - before)));
        v128.store(right + i, f32x4.mul(decay, f32x4.add(r, added)));
      }
    }
  }
}
