import { allocate, sizeBits } from '../memory';
import { rateTable, StateMap } from '../mixing/state-map';
import { PROBABILITY_MAX, PROBABILITY_MIN, Predictor } from '../predictor';

/**
 * order-0 … order-6: adaptive frequencies, the plainest use of the coder.
 *
 * One probability for each pair (the last n bytes, the bits of this byte so far). It starts at one half
 * and moves toward each bit by 1 / (k + 1.5), k = the times it was used, at most LIMIT. For n = 0 and 1
 * the table is exact; above, a hash of the context selects 256 neighbouring entries, unchecked:
 * contexts that collide share their counts.
 */
export class Order extends Predictor {
  /** Averages over about this many uses. Of 20 … 1023 on training text: order 0 likes 60 best, order 2 20; 255 costs 2 %. */
  private static readonly LIMIT: u32 = 30;

  private readonly table: usize;
  private readonly rates: usize = rateTable();
  private readonly rowBits: u32; // 2^rowBits contexts, 256 entries each
  private history: u64 = 0; //      the last 8 bytes, the newest lowest
  private row: usize;
  private partial: u32 = 1; //      the bits of this byte so far, after a leading 1

  /** @param order 0 to 6. @param bytes of input expected: sizes the table. */
  constructor(
    private readonly order: u32,
    bytes: u32,
  ) {
    super();
    this.rowBits = order === 0 ? 0 : order === 1 ? 8 : sizeBits(bytes, 8, 16);
    const entries = (<u32>256) << this.rowBits;
    // Zero, not one half: fresh memory must not be touched. The offset is undone in `predict` and `learn`.
    this.table = allocate(entries << 2);
    this.row = this.table;
  }

  predict(): u32 {
    const p = (load<u32>(this.entry()) ^ StateMap.INITIAL) & 0xfffffc00;
    return min(max(p, PROBABILITY_MIN), PROBABILITY_MAX);
  }

  protected learn(bit: u32): void {
    const entry = this.entry();
    store<u32>(entry, load<u32>(entry) ^ StateMap.INITIAL);
    StateMap.learn(entry, bit, Order.LIMIT, this.rates);
    store<u32>(entry, load<u32>(entry) ^ StateMap.INITIAL);
  }

  protected perceive(bit: u32): void {
    this.partial = (this.partial << 1) | bit;
    if (this.partial < 256) return;
    this.history = (this.history << 8) | (this.partial & 255);
    this.partial = 1;
    this.row = this.table + ((<usize>this.select()) << 10);
  }

  @inline
  private entry(): usize {
    return this.row + (this.partial << 2);
  }

  /** Which row the last `order` bytes select. */
  private select(): u32 {
    if (this.order === 0) return 0;
    const context = this.history & (((<u64>1) << (this.order << 3)) - 1);
    if (this.order === 1) return <u32>context;
    return <u32>((context * 0x9e3779b97f4a7c15) >>> (64 - this.rowBits));
  }
}
