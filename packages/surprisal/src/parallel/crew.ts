import { StreamError } from '../errors.js';
import { paced, type Step } from '../pace.js';
import type { Answer, Order, WorkerPort } from './port.js';

/** Work of one kind: done here, or by name in a worker (serve.ts). Jobs and results can be cloned. */
export interface Task<J, R> {
  readonly name: Order['task'];
  readonly here: (job: J, step: Step) => Promise<R>;
}

/**
 * The hands for many jobs: workers, started when there is work for them; or, for none, this thread. Which it is changes
 * no result.
 */
export class Crew {
  readonly #workers: number;
  readonly #start: () => Promise<WorkerPort>;
  readonly #signal: AbortSignal | undefined;
  readonly #idle: WorkerPort[] = [];
  readonly #started: Promise<WorkerPort>[] = [];
  readonly #waiting: ((worker: WorkerPort) => void)[] = [];
  /** How to tell those who wait that all is over. */
  readonly #failures = new Set<(reason: unknown) => void>();
  readonly #abort = (): void => this.#end(this.#signal?.reason);

  /** @param workers 0: everything is done on this thread, with breaks. @param start makes one of them. */
  constructor(workers: number, start: () => Promise<WorkerPort>, signal?: AbortSignal) {
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
  async run<J, R>(
    task: Task<J & { bytes: Uint8Array }, R>,
    job: J,
    bytes: Uint8Array,
    owned: boolean,
    step: (content: number, code: number) => void,
  ): Promise<R> {
    this.#signal?.throwIfAborted();
    if (this.#workers === 0) return task.here({ ...job, bytes }, paced(step));
    const worker = await this.#unlessOver(this.#take());
    // A copy of what is used of the buffer, and not by `slice`: a Buffer's copies nothing, and would be given away.
    const given = owned ? bytes : new Uint8Array(bytes);
    const answer = ask(worker, { task: task.name, job: { ...job, bytes: given } }, [given.buffer], step);
    const result = await this.#unlessOver(answer);
    this.#give(worker);
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

  #take(): Promise<WorkerPort> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return Promise.resolve(idle);
    if (this.#started.length === this.#workers) return new Promise((resolve) => this.#waiting.push(resolve));
    const worker = this.#start();
    this.#started.push(worker);
    return worker;
  }

  #give(worker: WorkerPort): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(worker);
    else next(worker);
  }
}

/** The result of one order. @throws what the worker says went wrong. */
function ask(
  worker: WorkerPort,
  order: Order,
  transfer: readonly ArrayBufferLike[],
  step: (content: number, code: number) => void,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.listen((answer: Answer) => {
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
    worker.post(order, transfer);
  });
}
