import { Driver } from '../drive';

/** The bit comes from the input; its probability is summed up as information, -log2 p. */
export class Measure extends Driver {
  /** Information since `open`, in bits. */
  bits: f64 = 0;
  private input: usize = 0;
  private byte: u32 = 0;
  private left: u32 = 0;

  open(input: usize): void {
    this.input = input;
    this.bits = 0;
  }

  @inline
  next(p: u32): u32 {
    if (this.left === 0) {
      this.byte = load<u8>(this.input++);
      this.left = 8;
    }
    const bit = (this.byte >>> --this.left) & 1;
    const q = bit ? <f64>p : 4294967296.0 - <f64>p;
    this.bits += 32.0 - Math.log2(q);
    return bit;
  }
}
