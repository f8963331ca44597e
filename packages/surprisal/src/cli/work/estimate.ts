/** How long slow work will take, told before it starts: there is time to choose another level. */
import { open } from 'node:fs/promises';
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
 * @param file of `size` bytes, more than are tried. @param workers that share them.
 * @returns what to tell, or undefined where it is not worth a word.
 */
export async function estimate(
  file: string,
  size: number,
  model: string,
  workers: number,
): Promise<string | undefined> {
  if (!SLOW.test(model)) return undefined;
  const head = await headOf(file, WARM_BYTES + TRIAL_BYTES);
  const predictor = await Predictor.create(model, { size: CONTENT_BYTES });
  predictor.bits(head.subarray(0, WARM_BYTES));
  const start = performance.now();
  predictor.bits(head.subarray(WARM_BYTES));
  const seconds = ((performance.now() - start) / 1000) * (size / (head.length - WARM_BYTES));
  return seconds / workers < WORTH_SECONDS ? undefined : `about ${duration(seconds / workers)} with ${model}`;
}

/** The first bytes of a file that has as many. */
async function headOf(file: string, bytes: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    return (await handle.read(Buffer.alloc(bytes), 0, bytes, 0)).buffer;
  } finally {
    await handle.close();
  }
}
