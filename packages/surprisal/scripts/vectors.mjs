/**
 * Writes vectors/golden.json: for every model and every input of vectors/inputs.mjs, the size and the SHA-256 of
 * its archive. To be run when a model or the format was changed on purpose; the difference is then reviewed.
 *
 * Usage: npm run vectors (after npm run build)
 */
import { writeFileSync } from 'node:fs';
import { goldenOf } from '../../../vectors/golden.mjs';

const library = await import('surprisal');
const golden = await goldenOf(library, library.MODEL_NAMES);
writeFileSync(new URL('../../../vectors/golden.json', import.meta.url), `${JSON.stringify(golden, null, 1)}\n`);
for (const [model, archives] of Object.entries(golden)) {
  const bytes = Object.values(archives).reduce((n, [size]) => n + size, 0);
  console.log(`${model.padEnd(10)} ${String(bytes).padStart(8)} bytes in ${Object.keys(archives).length} archives`);
}
