import { ByteToBit } from './byte-to-bit';
import { TransformerByteModel } from './transformer';

/**
 * trace: a network that learns while it codes, made for speed.
 *
 * What is left of `transformer` when every part must pay for its time: gated embeddings of 22 keys
 * (neural/gated-embeddings.ts, neural/features.ts), normalised, and a softmax (byte-softmax.ts), with the same
 * segments, rates and updates; no block. What a byte costs then grows with the units d, not with their square. What
 * lies further back than the last five bytes it gets as keys: words, the outline, the line above, the place of the last
 * repetition. Within 0.4 % of `transformer`, at 3 to 4 times its speed: docs/decisions/transformer.md has what each
 * part gave.
 *
 * Source: Y. Mao et al., "TRACE: A Fast Transformer-based General-Purpose Lossless Compressor" (2022): a network for
 * compression is to be measured by its time too. Its own way there: four bytes' embeddings joined to one position, the
 * feed-forward used twice, updates seldom once the loss is flat, 512 parts of the file side by side.
 */
export class Trace extends ByteToBit {
  /** @param units d, a multiple of 32. @param size bytes of content expected. */
  static create(units: u32, size: u32): Trace {
    return new Trace(new TransformerByteModel(units, 0, size, true));
  }
}
