/** Work to be left in the middle of a frame, and what must be so afterwards. */

import { expect } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import { concat } from '../../src/base/bytes.js';
import { later } from './waiting.js';

/** Bytes of a frame that takes about a second at level fast. */
export const FRAME = 2 ** 22;
export const CONTENT = new Uint8Array(FRAME).map((_, i) => INPUTS['log']![i % INPUTS['log']!.length]! ^ (i >> 16));
/** With bytes behind it, so that the first frame is known not to be the last. */
export const MORE = concat([CONTENT, CONTENT]);
export const LEAVING = new Error('nobody reads this');

/** A stream of `bytes` that does not end. */
export function endless(bytes: Uint8Array): { source: ReadableStream<Uint8Array>; closed: () => boolean } {
  let at = 0;
  let isCancelled = false;
  const source = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (at >= bytes.length) return new Promise<void>(() => {});
        controller.enqueue(bytes.slice(at, at + 2 ** 16));
        at += 2 ** 16;
        return undefined;
      },
      cancel() {
        isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { source, closed: () => isCancelled && !source.locked };
}

/** The progress of a work. */
export interface Watched {
  /** The first that was told of it. */
  readonly begun: Promise<void>;
  readonly tell: (done: number) => void;
  /** Fails unless it has stopped, below `total`. */
  readonly hasStopped: (total: number) => Promise<void>;
}

export function watched(): Watched {
  const told: number[] = [];
  let begin = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return {
    begun,
    tell(done) {
      told.push(done);
      begin();
    },
    async hasStopped(total) {
      const before = told.length;
      await later(200); // in which work that goes on tells of it several times
      expect(told).toHaveLength(before);
      expect(told.at(-1)).toBeLessThan(total);
    },
  };
}
