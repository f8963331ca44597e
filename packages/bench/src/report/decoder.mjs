/** What a decoder weighs: the account of the Hutter Prize is S = archive + decoder. */
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const ENTRY = 'decoder';

/** Bytes of the library's decoder, kernel and all, as one minified module. @returns {Promise<number>} */
export async function decoderBytes() {
  const library = fileURLToPath(import.meta.resolve('surprisal'));
  const plugin = {
    name: 'entry',
    resolveId: (id) => (id === ENTRY ? id : undefined),
    load: (id) => (id === ENTRY ? `export { decompress } from ${JSON.stringify(library)}` : undefined),
  };
  const bundle = await rolldown({ input: ENTRY, plugins: [plugin] });
  const { output } = await bundle.generate({ format: 'es', minify: true });
  await bundle.close();
  return output.reduce((sum, { code = '' }) => sum + Buffer.byteLength(code), 0);
}
