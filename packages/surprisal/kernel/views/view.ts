import { hash2 } from '../math/hash';
import { Apm } from '../mixing/apm';
import { ContextList } from '../mixing/context-list';
import { Mixer } from '../mixing/mixer';
import { RATE_DECAY } from '../mixing/rows';

/**
 * How a context mixer models one kind of content (kinds.ts): the features it follows, the contexts made of them, mixer
 * inputs of its own, and what selects weights and maps. A mixer has one view, chosen when it is made, and no branch on
 * the kind of content; a kind has one view for each size of mixer that models it in its own way.
 *
 * Protocol: after each byte `perceive(byte)`, then `list`; around each bit the calls of the size's own class below.
 */
export abstract class View {
  /** Follows one more byte, which the history holds already. @param learning whether tables may change. */
  abstract perceive(byte: u32, learning: bool): void;

  /** Adds the contexts of the next byte, always equally many: a mixer counts them once, to size its tables. */
  abstract list(l: ContextList): void;
}

/** A view of `cm-fast`: contexts, and where in a word code the next byte is. */
export abstract class FastView extends View {
  /** Where the next byte stands among word codes, below CODE_POSITIONS (text/text.ts). */
  codePosition: u32 = 0;
}

/** A view of `cm`. Its mixer has four sets of weights and two maps; the first four contexts have run maps. */
export abstract class DefaultView extends View {
  /** Mixer inputs of the view's own. */
  inputs: u32 = 0;
  /** log2 of the lines in the table of contexts, at most. */
  lineBitsMax: u32 = 22;
  /** Places among word codes; each has weights of its own in three sets. */
  codePositions: u32 = 1;
  /** Learning rate of a row of weights: at first, and in the long run. The first is the best of 0.005 … 0.03 on ten training slices. */
  rateStart: f32 = 0.01;
  rate: f32 = 0.004;

  /** Claims the mixer inputs of its own. */
  claim(mixer: Mixer): void {}

  /** Writes its inputs for the next bit. @param partial the bits of the byte so far, after a leading 1. @param bits how many. */
  predict(partial: u32, bits: u32): void {}

  /** Selects the contexts of the two maps. */
  abstract selectMaps(a: Apm, b: Apm, partial: u32): void;

  /** Selects the rows of the four sets, and of the second layer. @param certainty below CERTAINTIES: how much is known. */
  abstract selectRows(m: Mixer, partial: u32, bits: u32, certainty: u32): void;

  /** Learns what its own inputs are made of. */
  learn(bit: u32): void {}
}

/** Certainty of a context in `cm`: 0 … 20 contexts are known, or 21 … 26 by the length of a match. */
export const CERTAINTY_MATCH: u32 = 21;
export const CERTAINTIES: u32 = CERTAINTY_MATCH + 6;

/** Learning rate and initial weights of a mixer, as they serve most content. */
export class Tuning {
  /** Rate of a row of weights: at first, in the long run, and how fast it falls, as RATE_DECAY. */
  rateStart: f32 = 0.006;
  rate: f32 = 0.0008;
  decay: f32 = RATE_DECAY;
  /** Weight of a context's first input, at first. */
  contextWeight: f32 = 0.015;
}

/** Selects the first three maps by the bits of this byte, with the last byte, and with a hash of three. */
export function selectByteMaps(a: StaticArray<Apm>, c4: u32, partial: u32): void {
  unchecked(a[0]).select(partial);
  unchecked(a[1]).select(((c4 & 0xff) << 8) | partial);
  unchecked(a[2]).select(hash2(c4 & 0xffffff, partial) >>> 16);
}

/** A view of `cm-strong` and `cm-max`. All contexts have run maps. The mixer selects the first three sets of weights itself. */
export abstract class StrongView extends View {
  /** Mixer inputs of the view's own. */
  inputs: u32 = 0;
  /** Contexts at the start of the list that have one history for both cases of a letter (mixing/hashed-contexts.ts). */
  caseless: u32 = 0;
  /** Bytes of content that ppm has memory for: 144 MiB, so that all of the model stays below 1 GB. */
  ppmContentMax: u32 = 9 << 18;
  /** Maps, the fourth of which the mixer selects itself. */
  maps: i32 = 6;
  readonly tuning: Tuning = new Tuning();

  /** Rows of the sets of weights from the fourth on. */
  abstract get rows(): StaticArray<u32>;

  /** log2 of the lines in the table of contexts. @param bits log2 of the content's size, at most 24. */
  lineBits(bits: u32): u32 {
    return min(bits + 3, 23);
  }

  /** Claims the mixer inputs of its own. */
  claim(mixer: Mixer): void {}

  /** Writes its inputs for the next bit. @param partial the bits of the byte so far, after a leading 1. @param bits how many. */
  predict(partial: u32, bits: u32): void {}

  /** Selects the contexts of the maps, the fourth left out. */
  abstract selectMaps(a: StaticArray<Apm>, partial: u32): void;

  /** Selects the rows of the sets from the fourth on. @param likeliest the byte that ppm expects most. */
  abstract selectRows(m: Mixer, partial: u32, bits: u32, likeliest: u32): void;

  /** Learns what its own inputs are made of. */
  learn(bit: u32): void {}

  /** Writes twelve hashes for the network that is mixed in, u32[12] (neural/features.ts): those of the contexts it shares. */
  writeFeatures(at: usize, l: ContextList): void {
    l.writeShared(at);
  }
}
