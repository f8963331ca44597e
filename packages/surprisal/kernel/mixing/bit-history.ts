import { allocate } from '../memory';

/**
 * Bit histories: what was seen in one context, in one byte.
 *
 * A state is the exact sequence while it is at most EXACT bits long; after that the pair of counts
 * (n0, n1) and the last bit. The counts are bounded so that 256 states suffice, the larger the smaller
 * the other: LIMIT[min]. A bit leaves of the opposite count only as much as that has binary digits
 * (7 becomes 3): recent evidence weighs more. Milder rules cost 1 to 3 % on text. State 0 is "never seen"; states are numbered by their length, so the
 * number serves as a priority when a bucket must be given up.
 * Source: the nonstationary states of PAQ6 and lpaq (M. Mahoney); table and bounds made here.
 */
const EXACT: u32 = 4;
/** Most of the larger count for each smaller one. */
const LIMIT: StaticArray<u32> = [40, 22, 12, 8, 6, 5];
const LONGEST: u32 = 40;
/** How many updates the initial probability of a state is worth. */
const PRIOR: u32 = 4;

/** What follows from a bit history: its successors, and where its probability starts. */
export class BitHistories {
  /** u8[256][2]: next state = load<u8>(next + 2 * state + bit). */
  readonly next: usize = allocate(512);
  /** u32[256]: the state map's entry for a state that was never used. */
  readonly initial: usize = allocate(1024);
  /**
   * f32[256][4]: what the inputs of a context are multiplied by: (1, 1, d, d), where d = 1 if only one of
   * the bits was ever seen there, else 0; all 0 for the state that has seen nothing.
   */
  readonly masks: usize = allocate(4096);
  private readonly ids: StaticArray<u8> = new StaticArray<u8>(2 * (LONGEST + 1) * (LONGEST + 1));

  constructor() {
    this.number();
    for (let length: u32 = 0; length <= EXACT; length++) {
      for (let bits: u32 = 0; bits < (<u32>1) << length; bits++) {
        const n1 = popcnt(bits);
        this.define(sequence(length, bits), length - n1, n1);
        for (let bit: u32 = 0; bit < 2; bit++) {
          const longer = (bits << 1) | bit;
          const ones = popcnt(longer);
          const state = length < EXACT ? sequence(length + 1, longer) : this.id(length + 1 - ones, ones, bit);
          store<u8>(this.next + 2 * sequence(length, bits) + bit, state);
        }
      }
    }
    for (let n0: u32 = 0; n0 <= LONGEST; n0++) {
      for (let n1: u32 = 0; n1 <= LONGEST; n1++) {
        if (n0 + n1 <= EXACT || !fits(n0, n1)) continue;
        for (let last: u32 = 0; last < 2; last++) {
          if ((last ? n1 : n0) === 0) continue;
          const state = this.id(n0, n1, last);
          this.define(state, n0, n1);
          store<u8>(this.next + 2 * state, this.after(n0, n1, 0));
          store<u8>(this.next + 2 * state + 1, this.after(n1, n0, 1));
        }
      }
    }
  }

  /** Numbers the pairs of counts after the exact sequences, by their sum. */
  private number(): void {
    let states = sequence(EXACT + 1, 0);
    for (let total = EXACT + 1; total <= 2 * LONGEST; total++) {
      for (let n0: u32 = 0; n0 <= total; n0++) {
        const n1 = total - n0;
        if (!fits(n0, n1)) continue;
        for (let last: u32 = 0; last < 2; last++) {
          if ((last ? n1 : n0) === 0) continue;
          unchecked((this.ids[key(n0, n1, last)] = <u8>states));
          states++;
        }
      }
    }
    if (states > 256) abort('too many bit histories');
  }

  /** P(1) = (n1 + a) / (n + 2a), as sure as PRIOR updates. */
  private define(state: u32, n0: u32, n1: u32): void {
    const seen: f32 = n0 + n1 > 0 ? 1 : 0;
    const sure: f32 = (n0 === 0) !== (n1 === 0) ? 1 : 0;
    const mask = this.masks + (state << 4);
    store<f32>(mask, seen);
    store<f32>(mask, seen, 4);
    store<f32>(mask, sure, 8);
    store<f32>(mask, sure, 12);
    const a: f64 = 0.2;
    const p = (<f64>n1 + a) / (<f64>(n0 + n1) + 2 * a);
    store<u32>(this.initial + (state << 2), ((<u32>(p * 4194303)) << 10) | PRIOR);
  }

  /** The state after one more of the bit counted by `same`. */
  private after(same: u32, other: u32, bit: u32): u32 {
    let grown = same + 1;
    let rest = discounted(other);
    const length = grown + rest;
    if (length <= EXACT) {
      // Short again: the sequence that had the other bits first.
      const ones = ((<u32>1) << grown) - 1;
      return sequence(length, bit ? ones : (((<u32>1) << length) - 1) ^ ones);
    }
    while (!fits(grown, rest)) {
      if (grown >= rest) grown--;
      else rest--;
    }
    return bit ? this.id(rest, grown, 1) : this.id(grown, rest, 0);
  }

  private id(n0: u32, n1: u32, last: u32): u32 {
    return unchecked(this.ids[key(n0, n1, last)]);
  }
}

/** The state of an exact sequence. */
function sequence(length: u32, bits: u32): u32 {
  return ((<u32>1) << length) - 1 + bits;
}

/** What is left of a count when the other bit comes: the number of its binary digits. */
function discounted(n: u32): u32 {
  return 32 - clz(n);
}

function fits(n0: u32, n1: u32): bool {
  const small = min(n0, n1);
  return small < <u32>LIMIT.length && max(n0, n1) <= unchecked(LIMIT[small]);
}

function key(n0: u32, n1: u32, last: u32): u32 {
  return (last * (LONGEST + 1) + n0) * (LONGEST + 1) + n1;
}
