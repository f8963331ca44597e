import { Crew } from '../parallel/crew.js';
import { startWorker, type WorkerPort } from '../parallel/port.js';

/** The hands for the frames of a stream. @param workers 0: this thread. */
export function frameCrew(workers = 0, signal?: AbortSignal): Crew {
  return new Crew(workers, start, signal);
}

/** A worker of worker.js, which lies beside this file when it is not bundled. */
function start(): Promise<WorkerPort> {
  // Literally so: bundlers look for these words, and bundle the worker too.
  return startWorker(
    () => new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }),
    () => new URL('./worker.js', import.meta.url),
  );
}
