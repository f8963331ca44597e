/** Starting workers: what no worker may import, for a worker that names itself makes Turbopack wait for ever. */
import { suppliedKernel } from '../predictor/supplied-kernel.js';
import { hasWebWorkers, type NodeWorker, nodeWorkers, type WorkerPort } from './worker-port.js';

/**
 * Starts worker.js, which lies next to this file, or next to the bundle that this file is in.
 * @throws when there are no workers, or a policy forbids them. `whenReady` reports whether the script runs.
 */
export async function startWorker(): Promise<WorkerPort> {
  // Bundlers recognise these very words, and bundle the worker too. A second `new URL(…, import.meta.url)`, without
  // `new Worker`, would make them copy worker.js as it is.
  if (hasWebWorkers) return webPort(new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }));
  return startNodeWorker(new URL(import.meta.url.replace(/[^/]*$/, 'worker.js')));
}

/** Starts a worker thread of Node. */
export async function startNodeWorker(url: URL): Promise<WorkerPort> {
  return nodePort(new (await nodeWorkers()).Worker(url));
}

/** Resolves once the worker answers, and has the kernel that it is to use. @throws when it cannot start. */
export async function whenReady(worker: WorkerPort): Promise<void> {
  await new Promise<void>((resolve, reject) => worker.listen(() => resolve(), reject));
  const kernel = suppliedKernel();
  if (kernel !== undefined) worker.post({ kernel }, []);
}

function webPort(worker: Worker): WorkerPort {
  return {
    post: (request, transfer) => worker.postMessage(request, [...(transfer as ArrayBuffer[])]),
    listen(onMessage, fail) {
      worker.onmessage = ({ data }) => onMessage(data);
      worker.onerror = (event) => {
        event.preventDefault?.(); // the listener reports it
        fail(new Error(event.message || 'its script cannot be loaded'));
      };
    },
    terminate: () => worker.terminate(),
  };
}

function nodePort(worker: NodeWorker): WorkerPort {
  return {
    post: (request, transfer) => worker.postMessage(request, transfer),
    listen(onMessage, fail) {
      worker.removeAllListeners();
      worker.on('message', onMessage as (value: never) => void);
      worker.on('error', fail as (value: never) => void);
      worker.on('exit', () => fail(new Error('the worker ended unexpectedly')));
    },
    terminate() {
      worker.removeAllListeners();
      void worker.terminate();
    },
  };
}
