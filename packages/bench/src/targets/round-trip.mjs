import { compress, decompress } from 'surprisal';
import { cpuSeconds } from '../cpu.mjs';
import { fail } from '../options.mjs';

/**
 * An archive of ours, decoded and compared.
 * @param options as compress takes them. @returns its bytes, and processor seconds of each way.
 */
export async function roundTrip(content, options) {
  const start = process.cpuUsage();
  const archive = await compress(content, { ...options, workers: 1 });
  const there = cpuSeconds(start);
  const turn = process.cpuUsage();
  const restored = await decompress(archive, { workers: 1 });
  const back = cpuSeconds(turn);
  if (Buffer.compare(restored, content) !== 0) fail('the content did not come back');
  return { bytes: archive.length, there, back };
}
