/** One engine of the matrix, outside a browser: prints what it found as JSON. */
import { readFileSync } from 'node:fs';
import * as library from '../../packages/surprisal/dist/index.js';
import { resultsOf } from './results.mjs';

const { Bun, Deno } = globalThis;
const engine = Bun
  ? `Bun ${Bun.version}`
  : Deno
    ? `Deno ${Deno.version.deno}, V8 ${Deno.version.v8}`
    : `Node ${process.version}, V8 ${process.versions.v8}, ${process.arch}`;
const read = async (file) => new Uint8Array(readFileSync(new URL(`../../vectors/${file}`, import.meta.url)));
console.log(JSON.stringify({ engine, results: await resultsOf(library, read) }));
