/** Progress of long loops. */
import type { ProgressBar } from './progress-bar.js';

/** Time between two yields to the event loop. */
const BREAK_MS = 50;

/**
 * Shows how many of `total` items are done, and now and then yields to the event loop, so that signals are handled.
 * @returns a function to await after one or more items.
 */
export function progressCounter(bar: ProgressBar, total: number): (items?: number) => Promise<void> {
  let [done, last] = [0, performance.now()];
  return async (items = 1) => {
    done += items;
    if (performance.now() - last < BREAK_MS) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    bar.count({ done, total });
    last = performance.now();
  };
}
