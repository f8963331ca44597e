/**
 * Compiles the kernel to WebAssembly and writes it, as text, into src/generated/kernel.ts: a module that
 * every engine and bundler can import, with no file to fetch.
 *
 * Usage: node scripts/build-kernel.mjs
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @returns the module's bytes; also written to build/kernel.wasm. */
export async function buildKernel() {
  const outFile = 'build/kernel.wasm';
  const { error, stderr } = await asc.main(
    ['kernel/index.ts', '--config', 'kernel/asconfig.json', '--baseDir', root, '--outFile', outFile],
    {},
  );
  if (error) throw new Error(`the kernel does not compile: ${error.message}\n${stderr.toString()}`);
  const wasm = await readFile(join(root, outFile));
  const hash = hashOf(wasm);
  await mkdir(join(root, 'src/generated'), { recursive: true });
  await writeFile(
    join(root, 'src/generated/kernel.ts'),
    `// Written by scripts/build-kernel.mjs from kernel/: not to be edited, not committed.\n` +
      `export const KERNEL_HASH: string = '${hash}';\n` +
      `export const KERNEL_WASM: string =\n  '${asText(wasm)}';\n`,
  );
  return wasm;
}

/**
 * Bytes as printable ASCII that gzip can still see the bytes in: the low six bits are a character from `=` to `}`, but
 * no backslash; the high two, unless they are 0, one of `!`, `#` and `%` before it. Without quotes and `<`, so that
 * nothing needs escaping. kernel-module.ts reads it.
 */
function asText(bytes) {
  let text = '';
  for (const byte of bytes) {
    const low = byte & 63;
    text += ['', '!', '#', '%'][byte >> 6] + String.fromCharCode(61 + low + (low >= 31 ? 1 : 0));
  }
  return text;
}

/** The module with its hash in a custom section, where the library looks when it is handed the module (supplied-kernel.ts). */
export function withHash(wasm) {
  const name = 'surprisal-kernel';
  const content = Buffer.concat([Buffer.of(name.length), Buffer.from(name), Buffer.from(hashOf(wasm))]);
  return Buffer.concat([wasm, Buffer.of(0, content.length), content]); // id and size: lengths below 128 are one byte
}

function hashOf(wasm) {
  return createHash('sha256').update(wasm).digest('hex').slice(0, 16);
}
