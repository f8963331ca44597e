/** surprisal, as its users call it: the library, each level, and each model by name that is no level. */
import { LEVEL_ROWS, MODELS } from 'surprisal/registry';
import { peers } from './peer.mjs';

/** A copy of the built library, where a run has made one: it may be built again while the run goes on. */
const load = () => import(process.env.SURPRISAL_LIBRARY ?? 'surprisal');

const shared = { group: 'ours', from: 'this repository', version: 'surprisal', load };

const decompress = (bytes, library) => library.decompress(bytes);

/** What is slower is no part of a quick run. */
const QUICK_RATE = 2e4;

const level = ([level, { model }]) => {
  const rate = MODELS.find(({ listed }) => listed.includes(model)).bytesPerSecond;
  return {
    name: 'surprisal',
    options: level === 'default' ? '' : `--${level}`,
    label: level === 'default' ? level : `--${level}`,
    level,
    rate,
    quick: rate > QUICK_RATE,
    compress: (bytes, library) => library.compress(bytes, { level }),
    decompress,
  };
};

const model = (model, rate) => ({
  name: 'surprisal',
  options: `--model ${model}`,
  label: model,
  rate,
  compress: (bytes, library) => library.compress(bytes, { model }),
  decompress,
});

const LEVELS = Object.entries(LEVEL_ROWS);
const isLevel = (name) => LEVELS.some(([, { model }]) => model === name);

export const PEERS = peers(import.meta.url, shared, [
  ...LEVELS.map(level),
  ...MODELS.flatMap(({ listed, bytesPerSecond }) =>
    listed.filter((name) => !isLevel(name)).map((name) => model(name, bytesPerSecond)),
  ),
]);
