/** Similarity of items, measured by the cost of describing them together. */
export { type Cost, modelCost } from './cost.js';
export { dendrogramSvg, dendrogramText } from './dendrogram.js';
export { distance, MEASURES, type Measure } from './distances.js';
export { contextFeatures, type Features, featureDistance, phraseFeatures } from './features.js';
export { cluster, cut, type Dendrogram, type Join, type Leaf, LINKAGES, type Linkage } from './linkage.js';
export { type DistanceMatrix, distanceMatrix, type MatrixOptions } from './matrix.js';
export { neighbourJoining } from './neighbour-joining.js';
export { type Neighbour, Neighbours } from './neighbours.js';
