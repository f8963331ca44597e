import { StreamError } from '../errors.js';
import { paced, type Step } from '../pace.js';
import type { Answer, WorkerPort } from './port.js';
import { startWorker, whenReady } from './start.js';

/** Work of one kind: done here, or by its name in a worker (worker.ts). Jobs and results can be cloned. */
export interface Task<J, R> {
  readonly name: string;
  readonly here: (job: J, step: Step) => Promise<R>;
}

/** What does jobs, one at a time: a worker, or this thread. */
type Hand = WorkerPort | typeof HERE;
const HERE = 'here';

/**
 * The hands for many jobs: workers, started when there is work for them; or, for none, this thread. Which it is changes
 * no result. Where workers do not start, this thread does the work too, with a warning.
 */
export class Crew {
  readonly #workers: number;
  readonly #start: () => Promise<WorkerPort>;
  readonly #signal: AbortSignal | undefined;
  readonly #idle: Hand[] = [];
  readonly #started: Promise<WorkerPort>[] = [];
  readonly #waiting: ((hand: Hand) => void)[] = [];
  /** Whether a worker did not start, and this thread is one of the hands in its place. */
  #standsIn = false;
  /** How to tell those who wait that all is over. */
  readonly #failures = new Set<(reason: unknown) => void>();
  readonly #abort = (): void => this.#end(this.#signal?.reason);

  /** @param workers 0: everything is done on this thread, with breaks. @param start makes one of them. */
  constructor(workers = 0, signal?: AbortSignal, start: () => Promise<WorkerPort> = startWorker) {
    this.#workers = workers;
    this.#start = start;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#abort);
  }

  /** Jobs to have under way: one more than there are workers, so that none waits for its next. */
  get window(): number {
    return this.#workers === 0 ? 1 : this.#workers + 1;
  }

  /**
   * @param bytes what the work is on; it is `job.bytes` where the work is done.
   * @param owned whether a worker may be given their buffer; it gets a copy otherwise.
   * @param step told how far the work is.
   * @throws what the task throws; the signal's reason, once it is aborted.
   */
  async run<J extends object, R>(
    task: Task<J & { bytes: Uint8Array }, R>,
    job: J,
    bytes: Uint8Array,
    owned: boolean,
    step: (content: number, code: number) => void,
  ): Promise<R> {
    this.#signal?.throwIfAborted();
    if (this.#workers === 0) return task.here({ ...job, bytes }, paced(step));
    const hand = await this.#unlessOver(this.#take());
    const result = await this.#unlessOver(
      hand === HERE ? task.here({ ...job, bytes }, paced(step)) : ask(hand, task.name, job, bytes, owned, step),
    );
    this.#give(hand);
    return result as R;
  }

  /** Ends all workers, whatever they do. */
  close(): void {
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#end(new Error('closed'));
  }

  #end(reason: unknown): void {
    for (const fail of this.#failures) fail(reason);
    for (const worker of this.#started) worker.then((started) => started.terminate()).catch(() => {});
  }

  /** What `promise` gives, or the reason why all ended before. Not a race: that would hold on to every result. */
  #unlessOver<T>(promise: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#failures.add(reject);
      promise.then(resolve, reject).finally(() => this.#failures.delete(reject));
    });
  }

  #take(): Promise<Hand> {
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

  /** For a worker that did not start: this thread for the first of them, and for the others whichever hand is free next. */
  #standIn(error: unknown): Hand | Promise<Hand> {
    if (this.#standsIn) return this.#take();
    this.#standsIn = true;
    warn(error);
    return HERE;
  }

  #give(hand: Hand): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(hand);
    else next(hand);
  }
}

let hasWarned = false;

/** Once for all crews: what keeps one worker from starting keeps all of them. */
function warn(error: unknown): void {
  if (hasWarned) return;
  hasWarned = true;
  console.warn(
    `surprisal: no worker starts (${error instanceof Error ? error.message : error}); this thread does the work. ` +
      "Make 'surprisal/worker' an entry of the bundle, written to worker.js beside it (Vite and webpack do so by " +
      "themselves), and allow worker-src 'self' in a content security policy.",
  );
}

/** The result of one job, done by a worker. @throws what the worker says went wrong. */
function ask(
  worker: WorkerPort,
  task: string,
  job: object,
  bytes: Uint8Array,
  owned: boolean,
  step: (content: number, code: number) => void,
): Promise<unknown> {
  // A copy of what is used of the buffer, and not by `slice`: a Buffer's copies nothing, and would be given away.
  const given = owned ? bytes : new Uint8Array(bytes);
  return new Promise((resolve, reject) => {
    worker.listen((answer: Answer) => {
      if ('ready' in answer) return; // it was waited for
      if ('result' in answer) resolve(answer.result);
      else if ('refusal' in answer) reject(new StreamError(...answer.refusal));
      else if ('error' in answer) reject(answer.error);
      else {
        try {
          step(answer.content, answer.code);
        } catch (error) {
          reject(error); // the caller's onProgress threw, or the signal is aborted
        }
      }
    }, reject);
    worker.post({ task, job: { ...job, bytes: given } }, [given.buffer]);
  });
}
