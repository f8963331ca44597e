import type { StreamErrorCode } from '../errors.js';

/**
 * Workers, as every engine has them: Web Workers in browsers, Deno and Bun, worker threads in Node. Nothing else in
 * the library knows the difference.
 */

/** What a worker is sent. */
export interface Order {
  /** Its name among the worker's tasks (serve.ts). */
  readonly task: string;
  readonly job: unknown;
}

/** What a worker answers: how far it is, any number of times, and then how it ended. */
export type Answer =
  | { readonly content: number; readonly code: number }
  | { readonly result: unknown }
  /** A StreamError, which cannot be cloned: what it is made of. */
  | { readonly refusal: readonly [code: StreamErrorCode, message: string, offset: number] }
  | { readonly error: unknown };

/** A worker, seen from outside. */
export interface WorkerPort {
  post(order: Order, transfer: readonly ArrayBufferLike[]): void;
  /** Who hears the answers from now on. @param fail told when the worker itself ends or cannot start. */
  listen(hear: (answer: Answer) => void, fail: (error: Error) => void): void;
  terminate(): void;
}

/** What of node:worker_threads is used here. */
interface NodeWorkers {
  readonly Worker: new (
    url: URL,
  ) => {
    postMessage(message: unknown, transfer: readonly unknown[]): void;
    on(event: string, hear: (value: never) => void): void;
    removeAllListeners(): void;
    terminate(): Promise<number>;
  };
  readonly parentPort: {
    postMessage(message: unknown, transfer: readonly unknown[]): void;
    on(event: 'message', hear: (value: Order) => void): void;
  } | null;
}

const hasWebWorkers = typeof Worker === 'function' || 'WorkerGlobalScope' in globalThis;

/** By a name that bundlers do not follow: browsers have no such module, and never come here. */
function nodeWorkers(): Promise<NodeWorkers> {
  const name = 'node:worker_threads';
  return import(/* @vite-ignore */ /* webpackIgnore: true */ name) as Promise<NodeWorkers>;
}

/**
 * Starts a worker.
 * @param web makes it where there are Web Workers. @param url of it, for Node. Both by whoever knows where it lies:
 *   bundlers find a worker only where its name is written out.
 */
export async function startWorker(web: () => Worker, url: () => URL): Promise<WorkerPort> {
  if (hasWebWorkers) {
    const worker = web();
    return {
      post: (order, transfer) => worker.postMessage(order, [...(transfer as ArrayBuffer[])]),
      listen(hear, fail) {
        worker.onmessage = ({ data }) => hear(data);
        worker.onerror = (event) => fail(new Error(event.message ?? 'the worker could not be started'));
      },
      terminate: () => worker.terminate(),
    };
  }
  const { Worker: NodeWorker } = await nodeWorkers();
  const worker = new NodeWorker(url());
  return {
    post: (order, transfer) => worker.postMessage(order, transfer),
    listen(hear, fail) {
      worker.removeAllListeners();
      worker.on('message', hear as (value: never) => void);
      worker.on('error', fail as (value: never) => void);
      worker.on('exit', () => fail(new Error('the worker ended unexpectedly')));
    },
    terminate: () => {
      worker.removeAllListeners();
      worker.terminate();
    },
  };
}

/** Inside a worker: hears the orders. @returns how to answer. */
export async function listenForOrders(
  hear: (order: Order) => void,
): Promise<(answer: Answer, transfer?: readonly ArrayBufferLike[]) => void> {
  if (hasWebWorkers) {
    const scope = globalThis as unknown as {
      postMessage(message: unknown, transfer: readonly unknown[]): void;
      onmessage: (event: { data: Order }) => void;
    };
    scope.onmessage = ({ data }) => hear(data);
    return (answer, transfer = []) => scope.postMessage(answer, transfer);
  }
  const { parentPort } = await nodeWorkers();
  parentPort?.on('message', hear);
  return (answer, transfer = []) => parentPort?.postMessage(answer, transfer);
}
