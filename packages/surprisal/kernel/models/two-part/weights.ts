import { allocate } from '../../memory';
import { HardLstm } from '../../neural/hard-lstm';

/** Cells and symbols, at most. */
export const CELLS_MAX: u32 = 128;
export const SYMBOLS_MAX: u32 = 256;

/** Bytes before the weights, besides the gaps between symbols. */
const HEAD_BYTES: u32 = 3;

/**
 * The weights of a two-part model, as bytes: what its network is.
 *
 *   mark       1: a network follows. Any other: no network, and this is all
 *   S − 1      symbols less one
 *   gaps[S]    the first symbol; of each other, by how much it is above the one before, less 1
 *   step       e: weights are multiples of 2^-(e mod 8)
 *   weights    as HardLstm orders them: q as 2 q if q >= 0, else -2 q - 1
 *
 * Any bytes at all are some network.
 */
export class Weights {
  /** Bytes taken so far. */
  count: u32 = 0;
  private readonly raw: usize;
  private total: u32 = 1; // as far as it is known

  /** @param cells of the network. */
  constructor(readonly cells: u32) {
    this.raw = allocate(HEAD_BYTES + SYMBOLS_MAX + HardLstm.count(cells, SYMBOLS_MAX));
  }

  /** Begins anew. */
  reset(): void {
    this.count = 0;
    this.total = 1;
  }

  /** Takes the next byte. */
  append(byte: u32): void {
    store<u8>(this.raw + this.count++, byte);
    if (this.count === 1 && load<u8>(this.raw) === 1) this.total = 2;
    if (this.count === 2) this.total = this.first + HardLstm.count(this.cells, this.symbols);
  }

  /** Bytes still to come, as far as it is known; 0 when all are there. */
  @inline
  get left(): u32 {
    return this.total - this.count;
  }

  /** Whether there is a network, once nothing is left. */
  get hasNetwork(): bool {
    return this.total > 1;
  }

  get symbols(): u32 {
    return <u32>load<u8>(this.raw, 1) + 1;
  }

  /** Bytes before the weights. */
  get first(): u32 {
    return HEAD_BYTES + this.symbols;
  }

  @inline
  at(i: u32): u32 {
    return load<u8>(this.raw + i);
  }

  /** Makes the network. @param symbolOf receives the symbol of each byte, i16[256], -1 for a byte without one. @param bytes receives the byte of each symbol, u8. */
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
    const first = this.raw + this.first;
    const count = HardLstm.count(this.cells, symbols);
    const step = load<u8>(first - 1) & 7;
    for (let i: u32 = 0; i < count; i++) {
      const z = <i32>load<u8>(first + i);
      store<f32>(net.place(i), <f32>(z & 1 ? -((z + 1) >> 1) : z >> 1) / <f32>(1 << step));
    }
  }
}
