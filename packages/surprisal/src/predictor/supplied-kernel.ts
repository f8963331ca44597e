/** The kernel that an application compiled. Apart from the bytes of the kernel: who starts workers needs only this. */
import { KERNEL_HASH } from '../generated/kernel.js';

/** Name of the section of kernel.wasm that says which kernel it is; scripts/build-kernel.mjs writes it. */
const HASH_SECTION = 'surprisal-kernel';

let supplied: WebAssembly.Module | undefined;

/**
 * Uses a kernel that is compiled already, for engines that compile no bytes at run time, as Cloudflare Workers do.
 * Call it before anything else of the library; workers get the module too.
 *
 * @param module of `surprisal/kernel.wasm`, of this very version.
 * @throws {TypeError} for anything but a module. @throws {RangeError} for another module.
 */
export function useKernel(module: WebAssembly.Module): void {
  if (Object.prototype.toString.call(module) !== '[object WebAssembly.Module]') {
    throw new TypeError("the kernel must be a WebAssembly.Module: import it from 'surprisal/kernel.wasm'");
  }
  const [hash] = WebAssembly.Module.customSections(module, HASH_SECTION);
  if (hash === undefined || new TextDecoder().decode(hash) !== KERNEL_HASH) {
    throw new RangeError("the module is not the kernel of this version: import it from 'surprisal/kernel.wasm'");
  }
  supplied = module;
}

/** What `useKernel` was given. */
export function suppliedKernel(): WebAssembly.Module | undefined {
  return supplied;
}
