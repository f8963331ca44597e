import { allocate } from '../../memory';
import { StateMap, rateTable } from '../../mixing/state-map';
import { HardLstm } from '../../neural/hard-lstm';
import { PROBABILITY_MAX, PROBABILITY_MIN } from '../../predictor';

/** Cells and symbols, at most. */
export const CELLS_MAX: u32 = 128;
export const SYMBOLS_MAX: u32 = 256;

/** What a byte of the prelude is. From WEIGHTS on: three for each matrix, by how many of the last two weights were not 0. */
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
 * The bytes before the content in the code of a two-part model: what the network is.
 *
 *   mark       1: a network follows. Any other: none, and the prelude ends
 *   S − 1      symbols less one
 *   gaps[S]    the first symbol; of each other, by how much it is above the one before, less 1
 *   step       e: weights are multiples of 2^-(e mod 8)
 *   weights    as HardLstm orders them: q as 2 q if q >= 0, else -2 q - 1
 *
 * They are coded by the loop, as all bytes are, with probabilities of their own: for each of the bits of a byte an
 * adaptive one (mixing/state-map.ts), in the context of what the byte is and, of a weight, of its matrix and of the two
 * weights before it. At first small weights are likely, and 0 most of all. Any bytes at all are some network.
 */
export class Prelude {
  private readonly raw: usize;
  private readonly table: usize;
  private readonly rates: usize = rateTable();
  private read: u32 = 0;
  private total: u32 = 1; // as far as it is known
  private partial: u32 = 1;
  private row: usize;

  /** @param cells of the network. */
  constructor(private readonly cells: u32) {
    this.raw = allocate(3 + SYMBOLS_MAX + HardLstm.count(cells, SYMBOLS_MAX));
    const table = allocate((CONTEXTS << 8) << 2);
    this.table = table;
    this.row = table;
    this.reset();
  }

  /** Begins anew. */
  reset(): void {
    const table = this.table;
    this.read = 0;
    this.total = 1;
    this.row = table;
    for (let c: u32 = 0; c < CONTEXTS; c++) {
      const row = table + (c << 10);
      for (let node: u32 = 1; node < 256; node++) {
        const depth = 31 - clz(node);
        const isZero = node == <u32>1 << depth && c != COUNT && c != GAP;
        const p = isZero ? unchecked(FIRST[depth]) << 22 : StateMap.INITIAL;
        store<u32>(row + (node << 2), p | CONFIDENCE);
      }
    }
  }

  /** Bytes still to come, as far as it is known. */
  @inline
  get left(): u32 {
    return this.total - this.read;
  }

  /** Whether there is a network, once nothing is left. */
  get hasNetwork(): bool {
    return this.total > 1;
  }

  predict(): u32 {
    return min(max(load<u32>(this.entry()) & 0xfffffc00, PROBABILITY_MIN), PROBABILITY_MAX);
  }

  learn(bit: u32): void {
    StateMap.learn(this.entry(), bit, LIMIT, this.rates);
  }

  perceive(bit: u32): void {
    this.partial = (this.partial << 1) | bit;
    if (this.partial < 256) return;
    store<u8>(this.raw + this.read++, this.partial);
    this.partial = 1;
    if (this.read == 1 && load<u8>(this.raw) == 1) this.total = 2;
    if (this.read == 2) this.total = this.weights + HardLstm.count(this.cells, this.symbols);
    if (this.left) this.row = this.table + (this.context() << 10);
  }

  @inline
  private entry(): usize {
    return this.row + (this.partial << 2);
  }

  private get symbols(): u32 {
    return <u32>load<u8>(this.raw, 1) + 1;
  }

  /** Bytes before the weights. */
  private get weights(): u32 {
    return 3 + this.symbols;
  }

  /** What the next byte is. */
  private context(): u32 {
    const at = this.read;
    if (at < 2) return at ? COUNT : MARK;
    const symbols = this.symbols;
    if (at < 2 + symbols) return GAP;
    const first = this.weights;
    if (at < first) return STEP;
    const i = at - first;
    const outputs = symbols * (1 + symbols + this.cells);
    const row = i < outputs ? i / symbols : (i - outputs) / (this.cells << 2);
    const matrix = (i < outputs ? 0 : 3) + (row ? (row > symbols ? 2 : 1) : 0);
    let others: u32 = 0;
    for (let k: u32 = 1; k <= min(i, 2); k++) others += load<u8>(this.raw + (at - k)) ? 1 : 0;
    return WEIGHTS + 3 * matrix + others;
  }

  /** Makes the network that was read. @param symbolOf receives the symbol of each byte, i16[256], -1 for none. @param bytes receives the byte of each symbol, u8. */
  unpack(net: HardLstm, symbolOf: usize, bytes: usize): void {
    const symbols = this.symbols;
    net.open(this.cells, symbols);
    memory.fill(net.v, 0, net.end - net.v);
    memory.fill(symbolOf, 0xff, 256 << 1);
    let byte: u32 = u32.MAX_VALUE;
    for (let s: u32 = 0; s < symbols; s++) {
      byte = (byte + load<u8>(this.raw + 2 + s) + 1) & 255;
      store<u16>(symbolOf + (byte << 1), s);
      store<u8>(bytes + s, byte);
    }
    const first = this.raw + this.weights;
    const count = HardLstm.count(this.cells, symbols);
    const step = load<u8>(first - 1) & 7;
    for (let i: u32 = 0; i < count; i++) {
      const z = <i32>load<u8>(first + i);
      store<f32>(net.place(i), <f32>(z & 1 ? -((z + 1) >> 1) : z >> 1) / <f32>(1 << step));
    }
  }
}
