import { INPUTS } from './inputs.mjs';

/**
 * Compresses every input with every model, decodes it again, and tells size and SHA-256 of each archive. Runs in
 * every engine: the library is handed in.
 *
 * @param {{ compress: Function, decompress: Function }} library
 * @param {readonly string[]} models
 * @returns {Promise<Record<string, Record<string, [size: number, hash: string]>>>}
 */
export async function goldenOf({ compress, decompress }, models) {
  const golden = {};
  for (const model of models) {
    golden[model] = {};
    for (const [name, content] of Object.entries(INPUTS)) {
      const archive = await compress(content, { model });
      const back = await decompress(archive);
      if (back.length !== content.length || back.some((byte, i) => byte !== content[i])) {
        throw new Error(`${model}: ${name} came back changed`);
      }
      golden[model][name] = [archive.length, await sha256(archive)];
    }
  }
  return golden;
}

/** The first 16 hexadecimal digits: enough to notice a change. */
async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
