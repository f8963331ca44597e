/** Inside a worker of a Crew: does the jobs that it is sent, one after another. */
import { StreamError } from '../errors.js';
import { paced, type Step } from '../pace.js';
import { listenForOrders } from './port.js';

/** What a job came to. */
interface Done {
  readonly result: unknown;
  /** Buffers of it, to be given away rather than copied. */
  readonly transfer: readonly ArrayBufferLike[];
}

/** Work by the name that orders call it. */
export type Tasks = Readonly<Record<string, (job: never, step: Step) => Promise<Done>>>;

/** Does every job by the task that its order names, and answers how far it is, and how it ended. */
export async function serve(tasks: Tasks): Promise<void> {
  const answer = await listenForOrders(({ task, job }) => {
    const step = paced((content, code) => answer({ content, code }));
    const work = (tasks[task] as (job: unknown, step: Step) => Promise<Done>)(job, step);
    work.then(
      ({ result, transfer }) => answer({ result }, transfer),
      (error: unknown) => {
        if (error instanceof StreamError) answer({ refusal: [error.code, error.reason, error.offset] });
        else answer({ error });
      },
    );
  });
}
