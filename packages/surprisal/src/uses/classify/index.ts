/** What a text is, by what it costs to describe. */
export {
  type Classification,
  Classifier,
  type ClassifierOptions,
  type ClassifyOptions,
  type Example,
  type Rank,
  type TrainOptions,
} from './classifier.js';
