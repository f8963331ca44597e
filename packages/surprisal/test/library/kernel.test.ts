/** The kernel from outside: where nothing can be compiled at run time, the application hands over the module. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { build as esbuild } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeFrame } from '../../src/archive/encode-frame.js';
import { useKernel } from '../../src/index.js';
import { startNodeWorker } from '../../src/pool/start.js';
import { WorkerPool } from '../../src/pool/worker-pool.js';
import { ContentKind } from '../../src/registry/kinds.js';
import { modelOf } from '../../src/registry/models.js';

const built = fileURLToPath(new URL('../../build', import.meta.url));
let wasm: Buffer<ArrayBuffer>;
const X = new Uint8Array(5000).map((_, i) => i % 37);
let folder = '';
let library = '';
beforeAll(async () => {
  wasm = readFileSync(new URL('../../dist/kernel.wasm', import.meta.url));
  mkdirSync(built, { recursive: true });
  folder = mkdtempSync(join(built, 'kernel-'));
  const stdin = { contents: "export * from 'surprisal';", resolveDir: built };
  const { outputFiles } = await esbuild({
    stdin,
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'library',
    logLevel: 'error',
    logOverride: { 'empty-import-meta': 'silent' },
  });
  library = outputFiles[0]!.text;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The library in a realm of its own that compiles no WebAssembly, as Cloudflare Workers and strict pages do not. */
function strictLibrary(): typeof import('surprisal') {
  const globals = {
    performance,
    setTimeout,
    TextEncoder,
    TextDecoder,
    console,
    AbortController,
    AbortSignal,
    ReadableStream,
  };
  const context = vm.createContext(globals, { codeGeneration: { wasm: false } });
  return vm.runInContext(`${library};library`, context);
}

test('where compiling is forbidden, the error says so, and what to add', async () => {
  const { compress } = strictLibrary();
  await expect(compress(X)).rejects.toThrow(
    /compiling WebAssembly is forbidden here.*'wasm-unsafe-eval'.*script-src.*useKernel.*surprisal\/kernel\.wasm/,
  );
});

test('a module that was compiled elsewhere is used there', async () => {
  const { compress, decompress, useKernel } = strictLibrary();
  useKernel(await WebAssembly.compile(wasm));
  const archive = await compress(X, { model: 'order-2' });
  expect(Array.from(archive)).toEqual(Array.from(await (await import('surprisal')).compress(X, { model: 'order-2' })));
  expect(Array.from(await decompress(archive))).toEqual(Array.from(X));
});

const JOB = { model: modelOf('order-2'), type: { kind: ContentKind.BINARY, stride: 0 }, prior: undefined };

test('workers get the module too', async () => {
  const worker = JSON.stringify(new URL('../../dist/pool/worker.js', import.meta.url).href);
  writeFileSync(
    join(folder, 'worker.mjs'),
    `WebAssembly.compile = async () => { throw new WebAssembly.CompileError('forbidden'); };\nawait import(${worker});`,
  );
  const encode = async (): Promise<unknown> => {
    const pool = new WorkerPool(1, undefined, () => startNodeWorker(pathToFileURL(join(folder, 'worker.mjs'))));
    try {
      return await pool.run({ name: 'encode', here: encodeFrame }, JOB, X, false, () => {});
    } finally {
      pool.close();
    }
  };
  await expect(encode()).rejects.toThrow("'wasm-unsafe-eval'");
  useKernel(await WebAssembly.compile(wasm));
  expect(await encode()).toEqual(await encodeFrame({ ...JOB, bytes: X }, async () => {}));
});

test.each([
  ['bytes', () => wasm, TypeError],
  ['nothing', () => undefined, TypeError],
  ['another module', () => WebAssembly.compile(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)), RangeError],
])('%s are no kernel', async (_, make, type) => {
  const module = (await make()) as WebAssembly.Module;
  expect(() => useKernel(module)).toThrow(type);
});
