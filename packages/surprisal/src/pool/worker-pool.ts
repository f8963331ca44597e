import { StreamError } from '../base/errors.js';
import { type Tick, throttled } from '../base/progress.js';
import { startWorker, whenReady } from './start.js';
import type { WorkerPort, WorkerResponse } from './worker-port.js';

/** Work of one kind: done here, or by its name in a worker (worker.ts). Jobs and results can be cloned. */
export interface Task<J, R> {
  readonly name: string;
  readonly here: (job: J, tick: Tick) => Promise<R>;
}

/** Runs jobs, one at a time: a worker, or this thread. */
type Runner = WorkerPort | typeof THIS_THREAD;
const THIS_THREAD = 'here';

/**
 * A pool of workers, started as there is work for them; without workers everything runs on this thread. The results are
 * the same either way. If workers cannot start, this thread takes over, with a warning.
 */
export class WorkerPool {
  readonly #workers: number;
  readonly #start: () => Promise<WorkerPort>;
  readonly #signal: AbortSignal | undefined;
  readonly #idle: Runner[] = [];
  readonly #started: Promise<WorkerPort>[] = [];
  readonly #waiting: ((runner: Runner) => void)[] = [];
  /** Whether a worker failed to start, so that this thread runs jobs in its place. */
  #standsIn = false;
  /** Rejects every call that is still waiting. */
  readonly #failures = new Set<(reason: unknown) => void>();
  readonly #abort = (): void => this.#end(this.#signal?.reason);

  /** @param workers 0 runs everything on this thread, yielding to the event loop. @param start starts one worker. */
  constructor(workers = 0, signal?: AbortSignal, start: () => Promise<WorkerPort> = startWorker) {
    this.#workers = workers;
    this.#start = start;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#abort);
  }

  /** How many jobs to keep in flight: one more than there are workers, so that no worker waits for its next job. */
  get window(): number {
    return this.#workers === 0 ? 1 : this.#workers + 1;
  }

  /**
   * @param bytes the data of the job; the task receives it as `job.bytes`.
   * @param owned whether the buffer may be transferred to a worker; otherwise it is copied.
   * @param report called with how far the work is, now and then.
   * @throws what the task throws; the signal's reason, once it is aborted.
   */
  async run<J extends object, R>(
    task: Task<J & { bytes: Uint8Array }, R>,
    job: J,
    bytes: Uint8Array,
    owned: boolean,
    report: (content: number, code: number) => void,
  ): Promise<R> {
    this.#signal?.throwIfAborted();
    if (this.#workers === 0) return task.here({ ...job, bytes }, throttled(report));
    const runner = await this.#unlessOver(this.#take());
    const result = await this.#unlessOver(
      runner === THIS_THREAD
        ? task.here({ ...job, bytes }, throttled(report))
        : request(runner, task.name, job, bytes, owned, report),
    );
    this.#give(runner);
    return result as R;
  }

  /** Terminates all workers, whatever they are doing. */
  close(): void {
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#end(new Error('closed'));
  }

  #end(reason: unknown): void {
    for (const fail of this.#failures) fail(reason);
    for (const worker of this.#started) worker.then((started) => started.terminate()).catch(() => {});
  }

  /** Resolves as `promise` does, unless the pool ends first. Not Promise.race, which would keep every result alive. */
  #unlessOver<T>(promise: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#failures.add(reject);
      promise.then(resolve, reject).finally(() => this.#failures.delete(reject));
    });
  }

  #take(): Promise<Runner> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return Promise.resolve(idle);
    if (this.#standsIn || this.#started.length === this.#workers) {
      return new Promise((resolve) => this.#waiting.push(resolve));
    }
    const worker = this.#start();
    this.#started.push(worker);
    return this.#ready(worker).catch((error: unknown) => this.#standIn(error));
  }

  async #ready(starting: Promise<WorkerPort>): Promise<WorkerPort> {
    const worker = await starting;
    try {
      await whenReady(worker);
    } catch (error) {
      worker.terminate();
      throw error;
    }
    return worker;
  }

  /** Replaces a worker that did not start: the first by this thread, the others by whichever runner is free next. */
  #standIn(error: unknown): Runner | Promise<Runner> {
    if (this.#standsIn) return this.#take();
    this.#standsIn = true;
    warn(error);
    return THIS_THREAD;
  }

  #give(runner: Runner): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(runner);
    else next(runner);
  }
}

let hasWarned = false;

/** Once for all pools: what keeps one worker from starting keeps all of them. */
function warn(error: unknown): void {
  if (hasWarned) return;
  hasWarned = true;
  console.warn(
    `surprisal: no worker starts (${error instanceof Error ? error.message : error}); this thread does the work. ` +
      "Make 'surprisal/worker' an entry of the bundle, written to worker.js beside it (Vite and webpack do so by " +
      "themselves), and allow worker-src 'self' in a content security policy.",
  );
}

/** The result of one job, run by a worker. @throws what the task threw there. */
function request(
  worker: WorkerPort,
  task: string,
  job: object,
  bytes: Uint8Array,
  owned: boolean,
  report: (content: number, code: number) => void,
): Promise<unknown> {
  // A copy of what is used of the buffer, and not by `slice`: a Buffer's copies nothing, and would be given away.
  const sent = owned ? bytes : new Uint8Array(bytes);
  return new Promise((resolve, reject) => {
    worker.listen((response: WorkerResponse) => {
      if ('ready' in response) return; // it was waited for
      if ('result' in response) resolve(response.result);
      else if ('streamError' in response) reject(new StreamError(...response.streamError));
      else if ('error' in response) reject(response.error);
      else {
        try {
          report(response.content, response.code);
        } catch (error) {
          reject(error); // the caller's onProgress threw, or the signal is aborted
        }
      }
    }, reject);
    worker.post({ task, job: { ...job, bytes: sent } }, [sent.buffer]);
  });
}
