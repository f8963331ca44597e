import { ArithmeticEncoder } from '../coder/arithmetic-encoder';
import { Driver } from '../drive';

/** The bit comes from the input; its probability is spent on the arithmetic coder. */
export class Encode extends Driver {
  readonly coder: ArithmeticEncoder = new ArithmeticEncoder();
  private input: usize = 0;
  private byte: u32 = 0;
  private left: u32 = 0; // bits of `byte` still to come

  open(input: usize): void {
    this.input = input;
  }

  @inline
  next(p: u32): u32 {
    if (this.left === 0) {
      this.byte = load<u8>(this.input++);
      this.left = 8;
    }
    const bit = (this.byte >>> --this.left) & 1;
    this.coder.encode(bit, p);
    return bit;
  }
}
