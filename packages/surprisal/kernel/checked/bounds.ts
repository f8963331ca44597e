/** Bounds of what the arena has given out, for the checked build: an access must lie in one allocation. */

/** Allocations remembered: more than any model makes. */
const ALLOCATIONS_MAX: u32 = 4096;
const starts = memory.data(4096 << 2, 16);
const ends = memory.data(4096 << 2, 16);
let count: u32 = 0;
let arenaStart: usize = 0;

/** Called by memory.ts. Addresses only grow. */
export function noteAllocation(address: usize, bytes: usize): void {
  assert(count < ALLOCATIONS_MAX, 'more allocations than are remembered');
  if (count === 0) arenaStart = address;
  store<u32>(starts + (count << 2), <u32>address);
  store<u32>(ends + (count << 2), <u32>(address + bytes));
  count++;
}

/** @returns `address + offset`, where `bytes` bytes may be read or written. */
export function checkedAt(address: usize, offset: usize, bytes: usize): usize {
  const at = address + offset;
  assert(at >= 8, 'an address near null');
  if (count === 0 || at < arenaStart) return at;
  let low: u32 = 0;
  let high = count;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (<usize>load<u32>(starts + (middle << 2)) <= at) low = middle;
    else high = middle;
  }
  assert(at + bytes <= <usize>load<u32>(ends + (low << 2)), 'an access beyond its allocation');
  return at;
}
