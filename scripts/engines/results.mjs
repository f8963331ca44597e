import { goldenOf } from '../../vectors/golden.mjs';
import { INPUTS } from '../../vectors/inputs.mjs';
import { usesOf } from './uses.mjs';

/**
 * What an engine makes of the library: all that must be the same everywhere.
 *
 * @param library as built. @param {(file: string) => Promise<Uint8Array>} read a file of vectors/.
 * @returns {Promise<Record<string, Record<string, unknown>>>}
 */
export async function resultsOf(library, read) {
  const golden = await goldenOf(library, library.MODEL_NAMES);
  const vectors = {};
  for (const { file } of JSON.parse(new TextDecoder().decode(await read('index.json')))) {
    vectors[file] = await library.decompress(await read(file)).then(hash, (error) => error.code ?? String(error));
  }
  // Without workers the results would be the same, and a warning all that shows it.
  console.warn = (message) => {
    throw new Error(message);
  };
  const options = { model: 'order-2', frameSize: 1000 };
  const alone = await library.compress(INPUTS.prose, options);
  const inWorkers = await library.compress(INPUTS.prose, { ...options, workers: 2 });
  const back = await library.decompress(inWorkers, { workers: 3 });
  const stream = new Blob([INPUTS.prose]).stream().pipeThrough(new library.CompressStream(options));
  const piped = new Uint8Array(await new Response(stream).arrayBuffer());
  const frames = {
    alone: await hash(alone),
    inWorkers: await hash(inWorkers),
    piped: await hash(piped),
    back: (await hash(back)) === (await hash(INPUTS.prose)),
    primed: await hash(await library.compress(INPUTS.prose, { model: 'cm-fast', workers: 1, prior: priorOf(library) })),
  };
  return { ...golden, vectors, frames, distances: await distancesOf(), uses: await usesOf(hash) };
}

/** @returns a prior with a primer for all kinds of content. */
function priorOf({ Prior }) {
  return Prior.create([{ primer: INPUTS.prose.subarray(0, 5000) }]);
}

/** Distances of three inputs, computed on this thread and in workers, by workers of their own. */
async function distancesOf() {
  const { distanceMatrix } = await import('../../packages/surprisal/dist/uses/similarity/index.js');
  const items = [INPUTS.prose, INPUTS.log, INPUTS.random].map((input) => input.subarray(0, 2000));
  const alone = await distanceMatrix(items, 'ppm');
  const inWorkers = await distanceMatrix(items, 'ppm', { workers: 2 });
  return { alone: alone.values.join(), inWorkers: inWorkers.values.join() };
}

async function hash(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
