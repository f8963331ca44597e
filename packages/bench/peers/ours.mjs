/** surprisal, as its users call it: the library, each level, and some models by name. */
import { peers } from './peer.mjs';

/** A copy of the built library, where a run has made one: it may be built again while the run goes on. */
const load = () => import(process.env.SURPRISAL_LIBRARY ?? 'surprisal');

const shared = { group: 'ours', from: 'this repository', version: 'surprisal', load };

const decompress = (bytes, library) => library.decompress(bytes);

const level = (options, level, more) => ({
  name: 'surprisal',
  options,
  label: options || 'default',
  level,
  compress: (bytes, library) => library.compress(bytes, { level }),
  decompress,
  ...more,
});

const model = (model, more) => ({
  name: 'surprisal',
  options: `--model ${model}`,
  label: model,
  compress: (bytes, library) => library.compress(bytes, { model }),
  decompress,
  ...more,
});

export const PEERS = peers(import.meta.url, shared, [
  level('--fast', 'fast', { rate: 1.5e6, quick: true }),
  level('', 'default', { rate: 4e5, quick: true }),
  level('--strong', 'strong', { rate: 2.2e4, quick: true }),
  level('--max', 'max', { rate: 1.2e4 }),
  model('order-2', { rate: 2e6 }),
  model('ppm', { rate: 1e6 }),
  model('lstm', { rate: 2.5e4 }),
  model('transformer', { rate: 1.7e4 }),
  model('trace', { rate: 8e4 }),
]);
