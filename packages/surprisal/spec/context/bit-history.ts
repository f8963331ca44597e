/**
 * Bit histories: what was seen in one context, in one byte. Specification of kernel/mixing/bit-history.ts.
 * A history is the exact sequence of bits while it is short, then two bounded counts and the last bit.
 */
const EXACT = 4;
/** Most of the larger count for each smaller one. */
const LIMIT = [40, 22, 12, 8, 6, 5];
const LONGEST = 40;
const PRIOR = 4;

/** Of each state: what follows on a 0 and on a 1, the counts, and the entry of a map where it was never used. */
interface State {
  readonly next: readonly [number, number];
  readonly initial: number;
  /** Whether something was seen, and whether all of it was the same. */
  readonly seen: boolean;
  readonly sure: boolean;
}

/** Numbers of counts with the last bit, by `key`: after the exact sequences, by length. */
const numbers = new Map<string, number>();
const states: State[] = [];

for (let total = EXACT + 1; total <= 2 * LONGEST; total++) {
  for (let n0 = 0; n0 <= total; n0++) {
    for (const last of [0, 1]) {
      if (possible(n0, total - n0, last)) numbers.set(key(n0, total - n0, last), sequence(EXACT + 1, 0) + numbers.size);
    }
  }
}

for (let length = 0; length <= EXACT; length++) {
  for (let bits = 0; bits < 2 ** length; bits++) {
    const n1 = ones(bits);
    const n0 = length - n1;
    const longer = (bit: 0 | 1): number => {
      if (length < EXACT) return sequence(length + 1, bits * 2 + bit);
      return bit ? number(n0, n1 + 1, 1) : number(n0 + 1, n1, 0);
    };
    states[sequence(length, bits)] = state(n0, n1, [longer(0), longer(1)]);
  }
}

for (const [name, i] of numbers) {
  const [n0, n1] = name.split(' ').map(Number) as [number, number];
  states[i] = state(n0, n1, [after(n0, n1, 0), after(n1, n0, 1)]);
}

/** All states. The longer the history, the higher its number; 0 is the empty one. */
export const HISTORIES: readonly State[] = states;
/** The initial entries of a map from history to probability. */
export const INITIAL: readonly number[] = Array.from({ length: 256 }, (_, i) => states[i]?.initial ?? 0);

/** P(1) = (n1 + a) / (n + 2a), as sure as PRIOR updates. */
function state(n0: number, n1: number, next: readonly [number, number]): State {
  const a = 0.2;
  const p = (n1 + a) / (n0 + n1 + 2 * a);
  const initial = Math.floor(p * (2 ** 22 - 1)) * 2 ** 10 + PRIOR;
  return { next, initial, seen: n0 + n1 > 0, sure: (n0 === 0) !== (n1 === 0) };
}

/** The state after one more of the bit counted by `same`. */
function after(same: number, other: number, bit: 0 | 1): number {
  let grown = same + 1;
  let rest = 32 - Math.clz32(other); // as many as it has binary digits
  const length = grown + rest;
  if (length <= EXACT) {
    // Short again: the sequence that had the other bits first.
    const last = 2 ** grown - 1;
    return sequence(length, bit ? last : 2 ** length - 1 - last);
  }
  while (!fits(grown, rest)) {
    if (grown >= rest) grown--;
    else rest--;
  }
  return bit ? number(rest, grown, 1) : number(grown, rest, 0);
}

/** The number of an exact sequence. */
function sequence(length: number, bits: number): number {
  return 2 ** length - 1 + bits;
}

/** The number of counts; 0 where there is no such state. */
function number(n0: number, n1: number, last: number): number {
  return numbers.get(key(n0, n1, last)) ?? 0;
}

function key(n0: number, n1: number, last: number): string {
  return `${n0} ${n1} ${last}`;
}

function possible(n0: number, n1: number, last: number): boolean {
  return fits(n0, n1) && (last ? n1 : n0) > 0;
}

function fits(n0: number, n1: number): boolean {
  const small = Math.min(n0, n1);
  return small < LIMIT.length && Math.max(n0, n1) <= LIMIT[small]!;
}

function ones(bits: number): number {
  return bits.toString(2).replaceAll('0', '').length;
}
