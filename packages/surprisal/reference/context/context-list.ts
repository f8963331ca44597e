import { hash2 } from '../numbers.js';
import type { HashedContexts } from './hashed-contexts.js';
import type { Runs } from './runs.js';

/**
 * Sets the contexts of the next byte, each salted with its place; the first `runContexts` also for the run maps.
 * Twin of kernel/context/context-list.ts.
 */
export function setContexts(
  list: readonly number[],
  contexts: HashedContexts,
  runs: Runs,
  runContexts: number,
  learning: boolean,
): void {
  list.forEach((context, i) => {
    const h = hash2(context, i);
    contexts.set(i, h);
    if (i < runContexts) runs.set(i, h, learning);
  });
}
