/**
 * An arithmetic coder, and adaptive components to predict with: for models of what is not bytes, or that do not run in the
 * kernel. docs/guide/coder.md shows how they compose.
 */
export { Apm } from './apm.js';
export { nextHistory } from './bit-history.js';
export { BitTree } from './bit-tree.js';
export { Decoder } from './decoder.js';
export { Frequencies, Probabilities } from './distribution.js';
export { Encoder } from './encoder.js';
export { ExpGolomb } from './exp-golomb.js';
export { squash, stretch } from './logistic.js';
export { Mixer, type MixerOptions } from './mixer.js';
export { type BitCoder, type EndOptions, PROBABILITY_MAX, PROBABILITY_MIN, probability } from './probability.js';
export { StateMap } from './state-map.js';
