/** Breaks in long loops. */
import type { ProgressBar } from './progress-bar.js';

/** Time between two breaks. */
const BREAK_MS = 50;

/**
 * To be awaited after each of `total` things, or after some of them: shows how many are done and, now and then, lets signals be heard, which a loop
 * without breaks never does.
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
