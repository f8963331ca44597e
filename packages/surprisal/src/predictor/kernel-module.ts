/** The compiled kernel: what the application handed over, or else from the bytes inside the library. */
import { KERNEL_WASM } from '../generated/kernel.js';
import { suppliedKernel } from './supplied-kernel.js';

let compiled: Promise<WebAssembly.Module> | undefined;

/** The module to make instances of, compiled on first use. @throws {Error} when nothing may be compiled here. */
export async function kernelModule(): Promise<WebAssembly.Module> {
  const given = suppliedKernel();
  if (given !== undefined) return given;
  compiled ??= WebAssembly.compile(kernelBytes());
  return compiled.catch(async (error: unknown) => {
    throw (await compilesNothing()) ? new Error(FORBIDDEN, { cause: error }) : error;
  });
}

const FORBIDDEN =
  'compiling WebAssembly is forbidden here. In a page, its content security policy must allow it: add ' +
  "'wasm-unsafe-eval' to script-src. Where code cannot be compiled at run time (Cloudflare Workers), call useKernel " +
  "with the module 'surprisal/kernel.wasm'";

/** Whether even the empty module is refused: then it is not the kernel that is at fault. */
function compilesNothing(): Promise<boolean> {
  const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  return WebAssembly.compile(empty).then(
    () => false,
    () => true,
  );
}

/** The bytes of the kernel, from the text that scripts/build-kernel.mjs makes of them. */
export function kernelBytes(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(KERNEL_WASM.length);
  let [size, high] = [0, 0];
  for (let i = 0; i < KERNEL_WASM.length; i++) {
    const code = KERNEL_WASM.charCodeAt(i);
    if (code < 61) high = ((code - 31) >> 1) << 6;
    else {
      bytes[size++] = high | (code - 61 - (code > 92 ? 1 : 0));
      high = 0;
    }
  }
  return bytes.slice(0, size);
}
