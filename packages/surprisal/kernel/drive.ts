import { Predictor } from './predictor';

/** Decides what the next bit is, and what its predicted probability is spent on. */
export abstract class Driver {
  /** @param p P(bit = 1), scaled by 2^32. @returns the bit. */
  abstract next(p: u32): u32;
}

/**
 * The loop. Every operation of this library is this loop with another driver:
 * encode (bit from the input), decode (bit from the code), measure (-log2 p summed),
 * sample (bit from a random source). `D` is concrete at compile time.
 */
export function drive<D extends Driver>(predictor: Predictor, driver: D, bits: u32): void {
  for (let i: u32 = 0; i < bits; i++) {
    const bit = driver.next(predictor.predict());
    predictor.update(bit);
  }
}
