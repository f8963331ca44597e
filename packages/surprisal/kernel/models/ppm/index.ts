import { toCoder } from '../../mixing/logistic';
import { ByteToBit } from '../byte-to-bit';
import { PpmByteModel } from './byte-model';
import { Refinement } from './refinement';

/**
 * ppm: prediction by partial matching, of the PPMd class and a step beyond.
 *
 * 1. tree.ts       What followed every string of up to `order` bytes is counted in a tree of contexts; each
 *                  context points to its suffix. A string is given a context when it comes a second time.
 *                  A symbol new to a context inherits its frequency from the shorter context that knew it.
 * 2. escapes.ts    P(escape), that the next symbol is not one the context knows, is a logistic regression
 *                  over features of the context and of the last bytes.
 * 3. byte-model.ts From the longest context that holds down to the empty one, each shares out the mass that
 *                  the longer ones left, less its P(escape), among the symbols they did not know. 256 masses.
 * 4. byte-to-bit.ts Those masses, summed by the bits known so far, give P(next bit = 1).
 * 5. refinement.ts Which is corrected in the logistic domain by what was seen in contexts of one to three
 *                  bytes. This is where counts that are slow to forget learn from those that are not.
 *
 * After each byte: the escapes of the contexts asked are learned, down to the one that knew the byte; that
 * one counts it; the longer ones get an entry for it; the next longest context is that one, continued.
 * When memory is full, the tree is built anew from the end of the text, 1/64 as long as the memory is.
 *
 * Sources: J. Cleary, I. Witten (1984); A. Moffat, PPMC (1990); P. G. Howard, PPMD and lazy contexts (1993);
 * C. Bloom, PPMZ (1998); D. Shkarin, "PPM: one step to practicality", DCC 2002: information inheritance,
 * escape estimation, update exclusion. The regressions (2, 5) are ours. Measured: docs/decisions.
 */
export class Ppm extends ByteToBit {
  private readonly refinement: Refinement = new Refinement();

  /** @param order the greatest, 2 to 32. @param size bytes of content expected: sizes the tree's memory. */
  static create(order: u32, size: u32): Ppm {
    return new Ppm(new PpmByteModel(order, size));
  }

  constructor(private readonly bytes: PpmByteModel) {
    super(bytes);
  }

  predict(): u32 {
    const first = this.first;
    const x = this.stretched();
    if (first) this.refinement.startByte(this.bytes.expected);
    return toCoder(this.refinement.refine(x));
  }

  protected learn(bit: u32): void {
    this.refinement.learn(bit);
    super.learn(bit);
  }

  protected perceive(bit: u32): void {
    this.refinement.perceive(bit);
    super.perceive(bit);
  }
}
