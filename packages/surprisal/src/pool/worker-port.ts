import type { StreamErrorCode } from '../base/errors.js';

/**
 * Workers, as every engine has them: Web Workers in browsers, Deno and Bun, worker threads in Node. Nothing else in
 * the library knows the difference.
 */

/** What a worker is sent: a job for one of its tasks (worker.ts), or the kernel that it is to use from now on. */
export type WorkerRequest = { readonly task: string; readonly job: unknown } | { readonly kernel: WebAssembly.Module };

/** What a worker sends: once, that it is ready; for each job, its progress any number of times, and then its outcome. */
export type WorkerResponse =
  | { readonly ready: true }
  | { readonly content: number; readonly code: number }
  | { readonly result: unknown }
  /** The parts of a StreamError, which cannot be cloned itself. */
  | { readonly streamError: readonly [code: StreamErrorCode, message: string, offset: number] }
  | { readonly error: unknown };

/** A worker, seen from outside. */
export interface WorkerPort {
  post(request: WorkerRequest, transfer: readonly ArrayBufferLike[]): void;
  /** Sets the listener for its answers. @param fail called when the worker itself ends or cannot start. */
  listen(onMessage: (response: WorkerResponse) => void, fail: (error: Error) => void): void;
  terminate(): void;
}

/** The part of node:worker_threads that is used here. */
export interface NodeWorker {
  postMessage(message: unknown, transfer: readonly unknown[]): void;
  on(event: string, onMessage: (value: never) => void): void;
  removeAllListeners(): void;
  terminate(): Promise<number>;
}
interface NodeWorkers {
  readonly Worker: new (url: URL) => NodeWorker;
  readonly parentPort: {
    postMessage(message: unknown, transfer: readonly unknown[]): void;
    on(event: 'message', onMessage: (value: WorkerRequest) => void): void;
  } | null;
}

export const hasWebWorkers = typeof Worker === 'function' || 'WorkerGlobalScope' in globalThis;

/** By a name that bundlers do not follow: browsers have no such module, and never come here. */
export function nodeWorkers(): Promise<NodeWorkers> {
  const name = 'node:worker_threads';
  return import(/* @vite-ignore */ /* webpackIgnore: true */ name) as Promise<NodeWorkers>;
}

/** Inside a worker: listens for requests, and announces that it is ready. @returns how to respond. */
export function listenForRequests(
  onMessage: (request: WorkerRequest) => void,
): (response: WorkerResponse, transfer?: readonly ArrayBufferLike[]) => void {
  let post: (response: WorkerResponse, transfer: readonly ArrayBufferLike[]) => void;
  if (hasWebWorkers) {
    const scope = globalThis as unknown as {
      postMessage(message: unknown, transfer: readonly unknown[]): void;
      onmessage: (event: { data: WorkerRequest }) => void;
    };
    scope.onmessage = ({ data }) => onMessage(data);
    post = (response, transfer) => scope.postMessage(response, transfer);
    post({ ready: true }, []);
  } else {
    void nodeWorkers().then(({ parentPort }) => {
      post = (response, transfer) => parentPort?.postMessage(response, transfer);
      parentPort?.on('message', onMessage);
      post({ ready: true }, []);
    });
  }
  return (response, transfer = []) => post(response, transfer);
}
