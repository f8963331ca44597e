/** Information measures of distributions, sequences and codes. In bits, unless a name ends in Nats. */
export { huffmanLengths, kraftSum } from '../../classical/huffman/lengths.js';
export { type Bottleneck, type BottleneckOptions, informationBottleneck } from './bottleneck.js';
export { type Capacity, channelCapacity } from './capacity.js';
export type { Distribution, Matrix } from './checks.js';
export { arithmeticCost, type CodeCost, huffmanCost, morseCost } from './codes.js';
export {
  binaryEntropy,
  conditionalEntropy,
  crossEntropy,
  entropy,
  jensenShannonDivergence,
  jointEntropy,
  klDivergence,
  marginals,
  mutualInformation,
  perplexity,
} from './distributions.js';
export { type Rate, type RateDistortion, rateAtDistortion, rateDistortionAtSlope } from './rate-distortion.js';
export {
  distributions,
  type Frequencies,
  frequencies,
  jointDistribution,
  type Sequence,
  sequenceEntropy,
} from './sequences.js';
export type { Stopping } from './stopping.js';
export {
  bitsOfPerplexity,
  bitsPerByte,
  bitsPerByteOfRatio,
  bitsPerCharacter,
  bitsPerCharacterOfBitsPerByte,
  codePoints,
  compressionRatio,
  perplexityOfBits,
  ratioOfBitsPerByte,
  spaceSaving,
  toBits,
  toNats,
} from './units.js';
