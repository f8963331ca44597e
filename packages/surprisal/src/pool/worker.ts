/**
 * The worker of the library: the one script that does every task, for whatever is imported on the other side.
 *
 * The tasks are imported statically and nothing here awaits at the top level: Vite makes a classic script of a worker
 * unless it is configured otherwise, and a classic script has neither chunks nor top-level await
 * (docs/decisions/workers.md).
 */
import { type DecodeJob, decodeFrame } from '../archive/decode-frame.js';
import { type EncodeJob, encodeFrame } from '../archive/encode-frame.js';
import { type CostsJob, costsByModel } from '../uses/similarity/cost.js';
import { serve } from './serve.js';

const costsOf = costsByModel();

serve({
  encode: async (job: EncodeJob, tick) => {
    const result = await encodeFrame(job, tick);
    return { result, transfer: [result.code.buffer] };
  },
  decode: async (job: DecodeJob, tick) => {
    const result = await decodeFrame(job, tick);
    return { result, transfer: [result.buffer] };
  },
  costs: async (job: CostsJob, tick) => {
    const result = await costsOf(job, tick);
    return { result, transfer: [result.buffer] };
  },
});
