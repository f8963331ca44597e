import { allocate, scratch } from '../../memory';
import { HardLstm } from '../../neural/hard-lstm';
import { ByteModel, MASS_ONE } from '../byte-to-bit';
import { SYMBOLS_MAX, Weights } from './weights';

/** Bytes of the tables of symbols: u16[256], u8[256]. */
const TABLE_BYTES: usize = 256 << 1;

/** The network of weights, as a model of bytes. It learns nothing. Bytes that are not among its symbols have a mass of 1. */
export class Network extends ByteModel {
  private readonly net: HardLstm;
  private readonly symbolOf: usize;
  private readonly bytes: usize;
  private readonly before: usize; // records
  private readonly now: usize;
  private last: i32 = -1; //         symbol
  private isOpen: bool = false; //   the weights are made when they are first needed, from what then was read

  constructor(
    cells: u32,
    private readonly weights: Weights,
  ) {
    super();
    this.net = new HardLstm(allocate(HardLstm.bytes(cells, SYMBOLS_MAX)));
    const tables = allocate(TABLE_BYTES + 256);
    this.symbolOf = tables;
    this.bytes = tables + TABLE_BYTES;
    const activationBytes = HardLstm.activationBytes(cells, SYMBOLS_MAX);
    this.before = scratch(activationBytes);
    this.now = scratch(activationBytes);
  }

  distribution(masses: usize): void {
    if (!this.isOpen) {
      this.weights.unpack(this.net, this.symbolOf, this.bytes);
      this.isOpen = true;
    }
    const net = this.net;
    net.forward(this.last, this.before, this.now);
    for (let b: usize = 0; b < 256; b++) store<u32>(masses + (b << 2), 1);
    const p = net.probabilities(this.now);
    const one = <f32>(MASS_ONE - 4096); // leaves room for what rounding adds
    for (let s: usize = 0; s < net.symbols; s++) {
      const mass = max<u32>(<u32>(load<f32>(p + (s << 2)) * one), 1);
      store<u32>(masses + ((<usize>load<u8>(this.bytes + s)) << 2), mass);
    }
  }

  learn(byte: u32): void {}

  perceive(byte: u32): void {
    this.last = load<i16>(this.symbolOf + (byte << 1));
    memory.copy(this.before, this.now, 2 * this.net.cellBytes);
  }
}
