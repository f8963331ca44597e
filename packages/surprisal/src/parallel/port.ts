import type { StreamErrorCode } from '../errors.js';

/**
 * Workers, as every engine has them: Web Workers in browsers, Deno and Bun, worker threads in Node. Nothing else in
 * the library knows the difference.
 */

/** What a worker is sent: a job for one of its tasks (worker.ts), or the kernel to do all of them with. */
export type Order = { readonly task: string; readonly job: unknown } | { readonly kernel: WebAssembly.Module };

/** What a worker answers: that it is ready, once; and to a job, how far it is, any number of times, and how it ended. */
export type Answer =
  | { readonly ready: true }
  | { readonly content: number; readonly code: number }
  | { readonly result: unknown }
  /** A StreamError, which cannot be cloned: what it is made of. */
  | { readonly refusal: readonly [code: StreamErrorCode, message: string, offset: number] }
  | { readonly error: unknown };

/** A worker, seen from outside. */
export interface WorkerPort {
  post(order: Order, transfer: readonly ArrayBufferLike[]): void;
  /** Sets the listener for its answers. @param fail called when the worker itself ends or cannot start. */
  listen(hear: (answer: Answer) => void, fail: (error: Error) => void): void;
  terminate(): void;
}

/** The part of node:worker_threads that is used here. */
export interface NodeWorker {
  postMessage(message: unknown, transfer: readonly unknown[]): void;
  on(event: string, hear: (value: never) => void): void;
  removeAllListeners(): void;
  terminate(): Promise<number>;
}
interface NodeWorkers {
  readonly Worker: new (url: URL) => NodeWorker;
  readonly parentPort: {
    postMessage(message: unknown, transfer: readonly unknown[]): void;
    on(event: 'message', hear: (value: Order) => void): void;
  } | null;
}

export const hasWebWorkers = typeof Worker === 'function' || 'WorkerGlobalScope' in globalThis;

/** By a name that bundlers do not follow: browsers have no such module, and never come here. */
export function nodeWorkers(): Promise<NodeWorkers> {
  const name = 'node:worker_threads';
  return import(/* @vite-ignore */ /* webpackIgnore: true */ name) as Promise<NodeWorkers>;
}

/** Inside a worker: hears the orders from now on, and says that it is ready. @returns how to answer. */
export function listenForOrders(
  hear: (order: Order) => void,
): (answer: Answer, transfer?: readonly ArrayBufferLike[]) => void {
  let post: (answer: Answer, transfer: readonly ArrayBufferLike[]) => void;
  if (hasWebWorkers) {
    const scope = globalThis as unknown as {
      postMessage(message: unknown, transfer: readonly unknown[]): void;
      onmessage: (event: { data: Order }) => void;
    };
    scope.onmessage = ({ data }) => hear(data);
    post = (answer, transfer) => scope.postMessage(answer, transfer);
    post({ ready: true }, []);
  } else {
    void nodeWorkers().then(({ parentPort }) => {
      post = (answer, transfer) => parentPort?.postMessage(answer, transfer);
      parentPort?.on('message', hear);
      post({ ready: true }, []);
    });
  }
  return (answer, transfer = []) => post(answer, transfer);
}
