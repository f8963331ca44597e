/** A worker that encodes and decodes frames. */
import { serve } from '../parallel/serve.js';
import { type DecodeJob, decodeFrame } from './decode.js';
import { type EncodeJob, encodeFrame } from './encode.js';

await serve({
  encode: async (job: EncodeJob, step) => {
    const result = await encodeFrame(job, step);
    return { result, transfer: [result.code.buffer] };
  },
  decode: async (job: DecodeJob, step) => {
    const result = await decodeFrame(job, step);
    return { result, transfer: [result.buffer] };
  },
});
