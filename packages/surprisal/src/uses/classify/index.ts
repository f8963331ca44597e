/** Classification of texts by the cost of describing them. */
export {
  type Classification,
  Classifier,
  type ClassifierOptions,
  type ClassifyOptions,
  type Example,
  type Rank,
  type TrainOptions,
} from './classifier.js';
