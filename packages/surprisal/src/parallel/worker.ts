/** A worker of a Crew: encodes and decodes the frames that it is sent, one after another. */
import { StreamError } from '../errors.js';
import { type DecodeJob, decodeFrame } from '../frames/decode.js';
import { type EncodeJob, encodeFrame } from '../frames/encode.js';
import { paced } from '../pace.js';
import { type Order, serve } from './port.js';

const answer = await serve(({ task, job }: Order) => {
  const step = paced((content, code) => answer({ content, code }));
  const work =
    task === 'encode'
      ? encodeFrame(job as EncodeJob, step).then((frame) => answer({ result: frame }, [frame.code.buffer]))
      : decodeFrame(job as DecodeJob, step).then((content) => answer({ result: content }, [content.buffer]));
  work.catch((error: unknown) => {
    if (error instanceof StreamError) answer({ refusal: [error.code, error.reason, error.offset] });
    else answer({ error });
  });
});
