/**
 * Components of the kernel, one by one, for tests. Only the checked build has this entry (scripts/build-checked.mjs).
 *
 * `make…` returns a component, a number to the caller; the other functions take it as their first argument. Vectors pass
 * through the buffer `values`. Components that read the past share one history, made by `makeHistory`. Each `read…` writes
 * a state to `values`, u32, in the order that test/support/components.ts names.
 */
import { buffer } from './shared';

export * from './bytes';
export * from './contexts';
export * from './least-squares';
export * from './mixers';
export * from './models';
export * from './probabilities';
export * from './samples';
export * from './text';

/** Where vectors go in and out: 64 KiB. */
export function values(): usize {
  return buffer;
}
