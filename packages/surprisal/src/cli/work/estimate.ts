/** How long slow work will take, told before it starts: there is time to choose another level. */
import type { ByteSource } from 'surprisal';
import { Predictor } from 'surprisal/predictor';
import { duration } from '../numbers.js';

/** Models of less than 100 kB/s. */
const SLOW = /^(cm-strong|cm-max|lstm|transformer)/;
/** Tables are sized for as much. */
const CONTENT_BYTES = 2 ** 20;
const WORTH_SECONDS = 60;
/** What is tried: some bytes until the engine has compiled the loop well, then those that count. */
const WARM_BYTES = 4096;
const TRIAL_BYTES = 8192;

/**
 * @param content of a file, more than is tried. @param workers that share it.
 * @returns what to tell, or undefined where it is not worth a word.
 */
export async function estimate(content: ByteSource, model: string, workers: number): Promise<string | undefined> {
  if (!SLOW.test(model)) return undefined;
  const head = await content.read(0, WARM_BYTES + TRIAL_BYTES);
  const predictor = await Predictor.create(model, { size: CONTENT_BYTES });
  predictor.bits(head.subarray(0, WARM_BYTES));
  const start = performance.now();
  predictor.bits(head.subarray(WARM_BYTES));
  const seconds = ((performance.now() - start) / 1000) * (content.size / TRIAL_BYTES);
  return seconds / workers < WORTH_SECONDS ? undefined : `about ${duration(seconds / workers)} with ${model}`;
}
