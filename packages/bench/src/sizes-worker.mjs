import { readFileSync } from 'node:fs';
import { cpuSeconds } from './library.mjs';

/** One process of sizes.mjs, which gives it the library's URL: takes jobs one by one, compresses, decodes and compares. */
const { compress, decompress } = await import(process.argv[2]);

// When sizes.mjs ends, so does this, even in the middle of a job.
process.on('disconnect', () => process.exit());

process.on('message', async (job) => {
  try {
    process.send({ job, ...(await measure(job)) });
  } catch (error) {
    process.send({ job, error: String(error) });
  }
});

async function measure({ path, take, zeros, level }) {
  const content = zeros ? new Uint8Array(zeros) : new Uint8Array(readFileSync(path)).subarray(0, take);
  const t0 = process.cpuUsage();
  const archive = await compress(content, { level });
  const compressSeconds = cpuSeconds(t0);
  const t1 = process.cpuUsage();
  const back = await decompress(archive);
  const decompressSeconds = cpuSeconds(t1);
  if (Buffer.compare(content, back) !== 0) throw new Error('what was decoded differs');
  return { content: content.length, bytes: archive.length, compressSeconds, decompressSeconds };
}
