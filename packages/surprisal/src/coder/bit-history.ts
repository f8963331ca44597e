/**
 * Bit histories: what was seen in one context, in one byte.
 *
 * A state is the exact sequence while it is at most EXACT bits long; after that the pair of counts (n0, n1) and the last
 * bit. The counts are bounded so that 256 states suffice, the larger the smaller the other. Of the opposite count a bit
 * leaves only as much as that has binary digits (7 becomes 3): recent evidence weighs more. State 0 has seen nothing;
 * states are numbered by their length.
 *
 * What a state means, a StateMap learns, of all contexts that share the state: `StateMap.ofHistories()`.
 * Source: the nonstationary states of PAQ6 and lpaq (M. Mahoney); equal to kernel/mixing/bit-history.ts.
 */
const EXACT = 4;
/** Most of the larger count for each smaller one. */
const LIMIT = [40, 22, 12, 8, 6, 5];
const LONGEST = 40;
/** How many updates the initial probability of a state is worth. */
const PRIOR = 4;

/** shape (256, 2): the state after a 0, after a 1. */
const NEXT = new Uint8Array(512);

/** shape (256): the entry of a StateMap for each state before it was used: what the state says by itself. */
export const HISTORY_ENTRIES: Int32Array = new Int32Array(256);

/** The state after one more bit. @param state 0 to 255, 0 where nothing was seen yet. @param bit 0 or 1. */
export function nextHistory(state: number, bit: number): number {
  return NEXT[2 * state + bit]!;
}

/** The numbers of the counts, by `key`. */
const numbers = new Uint8Array(2 * (LONGEST + 1) * (LONGEST + 1));

numberCounts();
for (let length = 0; length <= EXACT; length++) {
  for (let bits = 0; bits < 1 << length; bits++) {
    const n1 = ones(bits);
    const state = sequence(length, bits);
    define(state, length - n1, n1);
    for (const bit of [0, 1]) {
      const longer = bits * 2 + bit;
      const counts = number(length + 1 - ones(longer), ones(longer), bit);
      NEXT[2 * state + bit] = length < EXACT ? sequence(length + 1, longer) : counts;
    }
  }
}
eachCounts((n0, n1, last) => {
  const state = number(n0, n1, last);
  define(state, n0, n1);
  NEXT[2 * state] = after(n0, n1, 0);
  NEXT[2 * state + 1] = after(n1, n0, 1);
});

/** Numbers the counts after the exact sequences. */
function numberCounts(): void {
  let next = sequence(EXACT + 1, 0);
  eachCounts((n0, n1, last) => {
    numbers[key(n0, n1, last)] = next++;
  });
}

/** All counts too long to be exact, by their sum. */
function eachCounts(f: (n0: number, n1: number, last: number) => void): void {
  for (let total = EXACT + 1; total <= 2 * LONGEST; total++) {
    for (let n0 = 0; n0 <= total; n0++) {
      const n1 = total - n0;
      if (!fits(n0, n1)) continue;
      if (n0 > 0) f(n0, n1, 0);
      if (n1 > 0) f(n0, n1, 1);
    }
  }
}

/** P(1) = (n1 + a) / (n + 2a), as sure as PRIOR updates. */
function define(state: number, n0: number, n1: number): void {
  const a = 0.2;
  const p = (n1 + a) / (n0 + n1 + 2 * a);
  HISTORY_ENTRIES[state] = (Math.floor(p * (2 ** 22 - 1)) << 10) | PRIOR;
}

/** The state after one more of the bit counted by `same`. */
function after(same: number, other: number, bit: number): number {
  let grown = same + 1;
  let rest = 32 - Math.clz32(other);
  const length = grown + rest;
  if (length <= EXACT) {
    // Short again: the sequence that had the other bits first.
    const last = (1 << grown) - 1;
    return sequence(length, bit ? last : ((1 << length) - 1) ^ last);
  }
  while (!fits(grown, rest)) {
    if (grown >= rest) grown--;
    else rest--;
  }
  return bit ? number(rest, grown, 1) : number(grown, rest, 0);
}

/** The number of an exact sequence. */
function sequence(length: number, bits: number): number {
  return (1 << length) - 1 + bits;
}

function number(n0: number, n1: number, last: number): number {
  return numbers[key(n0, n1, last)]!;
}

function key(n0: number, n1: number, last: number): number {
  return (last * (LONGEST + 1) + n0) * (LONGEST + 1) + n1;
}

function fits(n0: number, n1: number): boolean {
  const small = Math.min(n0, n1);
  return small < LIMIT.length && Math.max(n0, n1) <= LIMIT[small]!;
}

function ones(bits: number): number {
  let n = 0;
  for (let rest = bits; rest > 0; rest >>>= 1) n += rest & 1;
  return n;
}
