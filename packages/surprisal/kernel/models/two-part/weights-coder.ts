import { allocate } from '../../memory';
import { rateTable, StateMap } from '../../mixing/state-map';
import { PROBABILITY_MAX, PROBABILITY_MIN, Predictor } from '../../predictor';
import { Weights } from './weights';

/** What a byte of the weights is. From WEIGHTS on: three for each matrix, by how many of the last two weights were not 0. */
const MARK: u32 = 0;
const COUNT: u32 = 1;
const GAP: u32 = 2;
const STEP: u32 = 3;
const WEIGHTS: u32 = 4;
const MATRICES: u32 = 6;
const CONTEXTS: u32 = WEIGHTS + 3 * MATRICES;

/** Averages over about this many uses, in the end. */
const LIMIT: u32 = 255;
/** What is believed at first counts as much as this many uses. */
const CONFIDENCE: u32 = 4;
/** P(bit = 1) of a weight's bits, the highest first, in 1024ths, as long as all before were 0: 0 has 0.35, −1 0.20, 1 0.10. */
const FIRST: StaticArray<u32> = [4, 6, 10, 20, 70, 170, 270, 380];

/**
 * Predicts the weights of a two-part model (weights.ts), which a stream has before its content: for each of the bits of a
 * byte an adaptive probability (mixing/state-map.ts), in the context of what the byte is and, of a weight, of its matrix and
 * of the two weights before it. At first small weights are likely, and 0 most of all.
 */
export class WeightsCoder extends Predictor {
  private readonly table: usize;
  private readonly rates: usize = rateTable();
  private partial: u32 = 1;
  private row: usize;

  /** @param weights receives what is coded. */
  constructor(private readonly weights: Weights) {
    super();
    const table = allocate((CONTEXTS << 8) << 2);
    this.table = table;
    this.row = table;
    this.reset();
  }

  /** Begins anew, without weights. */
  reset(): void {
    const table = this.table;
    this.weights.reset();
    this.row = table;
    for (let c: u32 = 0; c < CONTEXTS; c++) {
      const row = table + (c << 10);
      for (let node: u32 = 1; node < 256; node++) {
        const depth = 31 - clz(node);
        const isZero = node === (<u32>1) << depth && c !== COUNT && c !== GAP;
        const p = isZero ? unchecked(FIRST[depth]) << 22 : StateMap.INITIAL;
        store<u32>(row + (node << 2), p | CONFIDENCE);
      }
    }
  }

  /** Bytes of weights still to come, as far as it is known. */
  get left(): u32 {
    return this.weights.left;
  }

  predict(): u32 {
    return min(max(load<u32>(this.entry()) & 0xfffffc00, PROBABILITY_MIN), PROBABILITY_MAX);
  }

  protected learn(bit: u32): void {
    StateMap.learn(this.entry(), bit, LIMIT, this.rates);
  }

  protected perceive(bit: u32): void {
    this.partial = (this.partial << 1) | bit;
    if (this.partial < 256) return;
    this.weights.append(this.partial & 255);
    this.partial = 1;
    if (this.weights.left) this.row = this.table + (this.context() << 10);
  }

  @inline
  private entry(): usize {
    return this.row + (this.partial << 2);
  }

  /** What the next byte is. */
  private context(): u32 {
    const w = this.weights;
    const at = w.count;
    if (at < 2) return at ? COUNT : MARK;
    const symbols = w.symbols;
    if (at < 2 + symbols) return GAP;
    const first = w.first;
    if (at < first) return STEP;
    const i = at - first;
    const outputs = symbols * (1 + symbols + w.cells);
    const row = i < outputs ? i / symbols : (i - outputs) / (w.cells << 2);
    const matrix = (i < outputs ? 0 : 3) + (row ? (row > symbols ? 2 : 1) : 0);
    let others: u32 = 0;
    for (let k: u32 = 1; k <= min(i, 2); k++) others += w.at(at - k) ? 1 : 0;
    return WEIGHTS + 3 * matrix + others;
  }
}
