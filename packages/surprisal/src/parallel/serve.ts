/** Inside a worker of a Crew: does the jobs that it is sent, one after another. */
import { StreamError } from '../errors.js';
import { useKernel } from '../given-kernel.js';
import { paced, type Step } from '../pace.js';
import { listenForOrders } from './port.js';

/** The result of a job. */
interface Done {
  readonly result: unknown;
  /** Buffers of the result that are moved rather than copied. */
  readonly transfer: readonly ArrayBufferLike[];
}

/** What a worker can do, by the name that orders give. */
export type Tasks = Readonly<Record<string, (job: never, step: Step) => Promise<Done>>>;

/** Does every job by the task that its order names, and answers how far it is and how it ended. */
export function serve(tasks: Tasks): void {
  const answer = listenForOrders((order) => {
    if ('kernel' in order) return useKernel(order.kernel);
    const step = paced((content, code) => answer({ content, code }));
    const work = (tasks[order.task] as (job: unknown, step: Step) => Promise<Done>)(order.job, step);
    work.then(
      ({ result, transfer }) => answer({ result }, transfer),
      (error: unknown) => {
        if (error instanceof StreamError) answer({ refusal: [error.code, error.reason, error.offset] });
        else answer({ error });
      },
    );
  });
}
