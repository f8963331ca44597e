/**
 * Linear memory in two parts. Objects (what is perceived: history, selected contexts, small scratch
 * arrays) are allocated by `new` below ARENA_START; tables (what is learned) by `allocate` above it.
 * A snapshot is a copy of both; a frozen predictor changes the lower part only, so `next()` can walk
 * a tree of hypothetical bits by saving and restoring just that part.
 */
export const ARENA_START: usize = 1 << 20;

/** Addresses in the arena are a multiple of this, unless asked for more: one cache line. */
const ALIGNMENT: usize = 64;
/** A page as the processor maps it; a page of WebAssembly is larger. */
export const PAGE_BYTES: usize = 4096;

/** An object, not a global number: globals lie outside memory, where no snapshot sees them. */
class Arena {
  end: usize = ARENA_START;
  start: usize = ARENA_START;
  pagesMax: i32 = 65536;
}
const arena = new Arena();

/** Zeroed bytes that live as long as the instance. @returns an address, a multiple of `alignment`, itself one of 64. */
export function allocate(bytes: usize, alignment: usize = ALIGNMENT): usize {
  const address = (arena.end + alignment - 1) & ~(alignment - 1);
  arena.end = (address + bytes + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
  const pages = <i32>((arena.end + 0xffff) >>> 16);
  if (pages > arena.pagesMax) abort('out of memory');
  // Fresh pages are zero already: clearing them would touch, and so commit, what may never be used.
  if (pages > memory.size() && memory.grow(pages - memory.size()) < 0) abort('out of memory');
  if (isDefined(noteAllocation)) noteAllocation(address, bytes);
  return address;
}

/** Pages of 64 KiB that linear memory may have from now on. */
export function limitPages(pages: u32): void {
  arena.pagesMax = <i32>pages;
}

/** Zeroed bytes among the objects, for what is written while predicting. @returns an address, a multiple of 16. */
export function scratch(bytes: usize): usize {
  return changetype<usize>(new StaticArray<u8>(<i32>bytes));
}

/**
 * Zeroed bytes at the top of the lower part, for what is perceived as a byte ends and at no other bit: a tree of the
 * next byte's bits leaves them alone, so they may be larger than what it must save. @returns a multiple of 64.
 */
export function allocatePerceived(bytes: usize): usize {
  arena.start = (arena.start - bytes) & ~(ALIGNMENT - 1);
  return arena.start;
}

/** Where objects must end. */
export function objectsLimit(): usize {
  return arena.start;
}

/** The end of the arena: what a snapshot must copy up to. */
export function arenaEnd(): usize {
  return arena.end;
}

/** The smallest n with 2^n >= x, in [low, high]: sizes a table to its job. */
export function sizeBits(x: u32, low: u32, high: u32): u32 {
  let n = low;
  while (n < high && (<u64>1) << n < x) n++;
  return n;
}
