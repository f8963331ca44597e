import { f32 } from '../numbers.js';

type Vector = readonly number[];

/** Sums over what lies around a place of a picture. Twin of kernel/math/decayed-sums-2d.ts, whose preface explains it. */
export class Surroundings {
  private readonly columns: number;
  private readonly phases: number;
  private readonly decay: number;
  private readonly lefts: Vector[];
  private readonly above: Vector[];
  private readonly row: Vector[];
  private readonly nothing: Vector;
  private column = 0;

  constructor(cells: number, columns: number, phases: number, decay: number) {
    this.columns = columns;
    this.phases = phases;
    this.decay = f32(decay);
    this.nothing = new Array<number>(cells).fill(0);
    const nothings = (count: number): Vector[] => new Array<Vector>(count).fill(this.nothing);
    this.lefts = nothings(phases);
    this.above = nothings(columns);
    this.row = nothings(columns);
  }

  /** Which of the colours the next place has. */
  get phase(): number {
    return this.column % this.phases;
  }

  /** The sums around the next place. */
  sums(): Vector {
    return plus(this.lefts[this.phase]!, this.above[this.column]!);
  }

  /** The place at hand adds its vector. */
  add(vector: Vector): void {
    const { phase } = this;
    const left = plus(this.faded(this.lefts[phase]!), vector.map(f32));
    this.lefts[phase] = left;
    this.row[this.column] = left;
    this.skip();
    if (this.column === 0) this.turn();
  }

  /** On to the next place without a vector. */
  skip(): void {
    this.column = (this.column + 1) % this.columns;
  }

  private turn(): void {
    const { phases, row } = this;
    const rights = this.lefts.map(() => this.nothing);
    this.lefts.fill(this.nothing);
    for (let c = this.columns - 1; c >= 0; c--) {
      const left = row[c]!;
      const right = rights[c % phases]!;
      this.above[c] = this.faded(plus(this.above[c]!, plus(left, right)));
      const before = c < phases ? undefined : this.faded(row[c - phases]!);
      const added = before === undefined ? left : left.map((value, i) => f32(value - before[i]!));
      rights[c % phases] = this.faded(plus(right, added));
    }
  }

  private faded(v: Vector): Vector {
    return v.map((value) => f32(value * this.decay));
  }
}

function plus(a: Vector, b: Vector): Vector {
  return a.map((value, i) => f32(value + b[i]!));
}
