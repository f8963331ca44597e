/** Cloudflare Workers: the runtime that compiles no WebAssembly itself, and has no workers of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyFor } from './check.mjs';

const MAIN = `
import kernel from 'surprisal/kernel.wasm';
import { useKernel } from 'surprisal';
import './src/index.js';
useKernel(kernel);
export default { fetch: async () => Response.json({ inWorkers: await go(2), alone: await go(0) }) };
`;
const CONFIGURATION = `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "main.js", esModule = embed "dist/main.js"), (name = "surprisal/kernel.wasm", wasm = embed "kernel.wasm")],
    compatibilityDate = "2026-01-01",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;

/** @returns what the page's code computes there, as tryBundler does: without workers. */
export async function tryWorkerd(prepared, modules) {
  const folder = copyFor('workerd', prepared);
  writeFileSync(join(folder, 'main.js'), MAIN);
  writeFileSync(join(folder, 'config.capnp'), CONFIGURATION);
  cpSync(join(folder, 'node_modules/surprisal/dist/kernel.wasm'), join(folder, 'kernel.wasm'));
  // As Cloudflare's own tool does: a bundle, and beside it the modules that it leaves out.
  const args = ['main.js', '--bundle', '--format=esm', '--outdir=dist', '--external:*.wasm'];
  spawnSync(join(modules, '@esbuild/linux-x64/bin/esbuild'), args, { cwd: folder });
  const binary = join(modules, '@cloudflare/workerd-linux-64/bin/workerd');
  const server = spawn(binary, ['serve', 'config.capnp', '--control-fd=1'], { cwd: folder });
  try {
    const [told] = await once(server.stdout, 'data');
    const { port } = JSON.parse(told.toString().split('\n')[0]);
    const computed = await (await fetch(`http://127.0.0.1:${port}/`)).json();
    return { ...computed, workers: 0, complaints: [] };
  } finally {
    server.kill();
  }
}
