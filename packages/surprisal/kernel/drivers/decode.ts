import { ArithmeticDecoder } from '../coder/arithmetic-decoder';
import { Driver } from '../drive';

/** The bit comes from the code, through the arithmetic decoder; bytes are written as they fill up. */
export class Decode extends Driver {
  readonly coder: ArithmeticDecoder = new ArithmeticDecoder();
  private output: usize = 0;
  private byte: u32 = 1; // the bits of the byte so far, after a leading 1

  open(output: usize): void {
    this.output = output;
  }

  @inline
  next(p: u32): u32 {
    const bit = this.coder.decode(p);
    this.byte = (this.byte << 1) | bit;
    if (this.byte > 0xff) {
      store<u8>(this.output++, this.byte);
      this.byte = 1;
    }
    return bit;
  }
}
