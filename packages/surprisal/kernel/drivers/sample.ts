import { Driver } from '../drive';
import { exp, ln } from '../math/elementary';

/** The bit comes from a random source; its probability is spent on a biased coin. */
export class Sample extends Driver {
  private output: usize = 0;
  private byte: u32 = 1;
  private random: u64 = 0;
  private exponent: f64 = 1; // 1 / temperature

  /** @param seed any number: the same seed, the same bytes. @param temperature > 0; 1 leaves p as it is. */
  seed(seed: u64, temperature: f64): void {
    this.random = seed;
    this.exponent = 1 / temperature;
  }

  open(output: usize): void {
    this.output = output;
  }

  next(p: u32): u32 {
    return this.take(this.draw(<f64>p / 4294967296.0));
  }

  /** 1 with the probability `p` at this temperature; always where p is 1, never where it is 0. */
  draw(p: f64): u32 {
    return this.uniform() < this.heat(p) ? 1 : 0;
  }

  /** Writes a bit that was drawn. @returns it. */
  take(bit: u32): u32 {
    this.byte = (this.byte << 1) | bit;
    if (this.byte > 0xff) {
      store<u8>(this.output++, this.byte);
      this.byte = 1;
    }
    return bit;
  }

  /** p^(1/T) / (p^(1/T) + (1-p)^(1/T)): below T = 1 the likelier bit gets likelier. */
  private heat(p: f64): f64 {
    if (this.exponent === 1 || p <= 0 || p >= 1) return p; // `topK` makes bits certain
    return 1 / (1 + exp(min(max(this.exponent * ln((1 - p) / p), -700), 700)));
  }

  /** SplitMix64 (Steele, Lea, Flood 2014), its top 53 bits as a fraction in [0, 1). */
  private uniform(): f64 {
    this.random += 0x9e3779b97f4a7c15;
    let z = this.random;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111eb;
    return <f64>((z ^ (z >>> 31)) >>> 11) / 9007199254740992.0;
  }
}
