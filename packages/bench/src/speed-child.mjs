/**
 * One measured process: node speed-child.mjs LIBRARY compress|decompress LEVEL IN OUT, or
 * node speed-child.mjs LIBRARY small LEVEL IN, with the URL of the library.
 * Prints one line of JSON: the kernel's memory in bytes and, for `small`, seconds of CPU of the first and the second call.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpuSeconds, watchKernelMemory } from './library.mjs';

const [library, verb, level, input, output] = process.argv.slice(2);
const { compress, decompress } = await import(library);
const memory = watchKernelMemory();
const content = new Uint8Array(readFileSync(input));
const told = {};
if (verb === 'small') {
  const first = process.cpuUsage();
  await compress(content, { level });
  told.first = cpuSeconds(first);
  const second = process.cpuUsage();
  await compress(content, { level });
  told.second = cpuSeconds(second);
} else {
  writeFileSync(output, verb === 'compress' ? await compress(content, { level }) : await decompress(content));
}
process.stdout.write(JSON.stringify({ ...told, memory: memory() }));
