import { checkWork } from '../../archive/options.js';
import { concat } from '../../base/bytes.js';
import { checkInteger } from '../../base/checks.js';
import type { ProgressMeter } from '../../base/progress.js';
import { inOrder } from '../../pool/in-order.js';
import { type Task, WorkerPool } from '../../pool/worker-pool.js';
import type { Cost, CostsJob } from './cost.js';
import { costsOf, type Texts } from './texts.js';

/** How to compute many costs. These options do not change the costs. */
export interface CostsOptions {
  /**
   * Workers to start, 0 to 256. They require a named cost, as a function cannot be sent to a worker. With 0, the
   * default, everything runs on this thread, with breaks between costs. Each worker holds the model and the items of
   * one batch.
   */
  readonly workers?: number;
  /** Receives the progress, a few times a second. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** When aborted, the workers end and the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Maximum number of texts in a batch: a few ms of work. */
const BATCH_TEXTS = 32;
/** Maximum bytes of a batch's texts, unless they belong to one item: 0.1 s of work by ppm. */
const BATCH_BYTES = 1 << 17;

/** A run of items whose costs are requested together: `from` to before `to`. */
export interface Batch {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** Items in batches. @param texts to measure for each item. @param bytesOf total bytes of the texts of an item. */
export async function* batchesOf(
  things: number,
  texts: number,
  bytesOf: (thing: number) => number,
): AsyncGenerator<Batch, void> {
  for (let from = 0, to = 0; from < things; from = to) {
    let bytes = bytesOf(to++);
    while (to < things && (to - from) * texts < BATCH_TEXTS && bytes < BATCH_BYTES) bytes += bytesOf(to++);
    yield { from, to };
  }
}

/** Bytes of the longest item; 0 for an empty list. */
export function longestOf(things: readonly Uint8Array[]): number {
  return things.reduce((most, { length }) => Math.max(most, length), 0);
}

/** Computes costs, on workers or on this thread. */
export class Costs {
  readonly #pool: WorkerPool;
  readonly #task: Task<CostsJob, Float64Array>;
  readonly #by: Pick<CostsJob, 'model' | 'size'>;

  private constructor(pool: WorkerPool, task: Task<CostsJob, Float64Array>, by: Pick<CostsJob, 'model' | 'size'>) {
    this.#pool = pool;
    this.#task = task;
    this.#by = by;
  }

  /**
   * The caller must close it at the end.
   * @param cost a function, or a model as modelCost takes it. @param size maximum bytes of a text.
   * @throws {TypeError | RangeError} for bad arguments, or for workers with a function. @throws the signal's reason.
   */
  static async open(cost: Cost | string, size: number, { workers = 0, signal }: CostsOptions): Promise<Costs> {
    checkWork({ workers, signal });
    checkInteger('size', size, 0, 2 ** 32 - 1);
    const model = typeof cost === 'string' ? cost : '';
    if (typeof cost !== 'string' && typeof cost !== 'function') {
      throw new TypeError('cost must be a function or the name of a model');
    }
    if (typeof cost === 'function' && workers > 0) {
      throw new TypeError('with workers, cost must be the name of a model, not a function');
    }
    const here = typeof cost === 'function' ? byFunction(cost) : byName();
    return new Costs(new WorkerPool(workers, signal), { name: 'costs', here }, { model, size });
  }

  /** Number of batches to keep in flight. */
  get window(): number {
    return this.#pool.window;
  }

  /** The cost of each text. @param texts for each, the indices of its items. @param note receives the number done. */
  async of(
    things: readonly Uint8Array[],
    texts: Texts['texts'],
    note: (done: number, code: number) => void,
  ): Promise<Float64Array> {
    const job = { ...this.#by, lengths: things.map(({ length }) => length), texts };
    const costs = await this.#pool.run(this.#task, job, concat(things), true, note);
    note(texts.length, 0);
    return costs;
  }

  /** The cost of each item. @param meter receives the progress. */
  async alone(things: readonly Uint8Array[], meter: ProgressMeter): Promise<Float64Array> {
    const costs = new Float64Array(things.length);
    const batches = batchesOf(things.length, 1, (i) => (things[i] as Uint8Array).length);
    const found = inOrder(batches, this.window, async ({ from, to }) => {
      const texts = Array.from({ length: to - from }, (_, i) => [i]);
      return { from, part: await this.of(things.slice(from, to), texts, meter.part()) };
    });
    for await (const { from, part } of found) costs.set(part, from);
    return costs;
  }

  /** Ends the workers. */
  close(): void {
    this.#pool.close();
  }
}

function byFunction(cost: Cost): Task<CostsJob, Float64Array>['here'] {
  return (job, tick) => costsOf(cost, job, tick);
}

/** The models are loaded with the first job: with a function or with workers, this thread needs no kernel. */
function byName(): Task<CostsJob, Float64Array>['here'] {
  let loaded: Promise<Task<CostsJob, Float64Array>['here']> | undefined;
  return async (job, tick) => {
    loaded ??= import('./cost.js').then(({ costsByModel }) => costsByModel());
    return (await loaded)(job, tick);
  };
}
