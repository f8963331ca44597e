/**
 * The process of a peer that is a function: node call.mjs PEERS-MODULE ID compress|decompress IN OUT [CALLS]
 *
 * Prints one line of JSON: `seconds`, processor time of each of CALLS calls (1 unless given), all threads; `wasm`, the
 * most bytes of any WebAssembly memory. What precedes the first call, the engine's start and the reading of modules,
 * is in neither.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { idOf } from '../peers/peer.mjs';
import { cpuSeconds } from './cpu.mjs';

const [module, id, verb, input, output, calls = '1'] = process.argv.slice(2);
const wasmBytes = watchWasmMemory();
const { PEERS } = await import(module);
const peer = PEERS.find((peer) => idOf(peer) === id);
const library = await peer.load?.();
const bytes = new Uint8Array(readFileSync(input));

const seconds = [];
let made;
for (let call = 0; call < Number(calls); call++) {
  const start = process.cpuUsage();
  made = await peer[verb](bytes, library);
  seconds.push(cpuSeconds(start));
}
writeFileSync(output, made);
process.stdout.write(JSON.stringify({ seconds, wasm: wasmBytes() }));
// Some libraries leave workers or timers behind.
process.exit();

/** Notes the memory of every WebAssembly instance made from now on. @returns the most bytes of any, when called. */
function watchWasmMemory() {
  const memories = [];
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...args) => {
    const made = await instantiate(...args);
    memories.push(...Object.values((made.instance ?? made).exports).filter((e) => e instanceof WebAssembly.Memory));
    return made;
  };
  return () => Math.max(0, ...memories.map((memory) => memory.buffer.byteLength));
}
