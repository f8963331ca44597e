/** The worker's side of a WorkerPool: runs the jobs it is sent, one after another. */
import { StreamError } from '../base/errors.js';
import { type Tick, throttled } from '../base/progress.js';
import { useKernel } from '../predictor/supplied-kernel.js';
import { listenForRequests } from './worker-port.js';

/** The result of a job. */
interface Done {
  readonly result: unknown;
  /** Buffers of the result that are moved rather than copied. */
  readonly transfer: readonly ArrayBufferLike[];
}

/** The tasks of a worker, by the names that requests use. */
export type Tasks = Readonly<Record<string, (job: never, tick: Tick) => Promise<Done>>>;

/** Runs each job with the task that its request names; reports its progress and its outcome. */
export function serve(tasks: Tasks): void {
  const respond = listenForRequests((request) => {
    if ('kernel' in request) return useKernel(request.kernel);
    const tick = throttled((content, code) => respond({ content, code }));
    const work = (tasks[request.task] as (job: unknown, tick: Tick) => Promise<Done>)(request.job, tick);
    work.then(
      ({ result, transfer }) => respond({ result }, transfer),
      (error: unknown) => {
        if (error instanceof StreamError) respond({ streamError: [error.code, error.reason, error.offset] });
        else respond({ error });
      },
    );
  });
}
