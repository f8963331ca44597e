/** What does not belong: outliers of a whole or as they come; what is there twice; what changes over time. */
export { type DriftOptions, drift, type Part } from './drift.js';
export { type DuplicateGroup, type DuplicateOptions, duplicates } from './duplicates.js';
export type { Item, ReadOptions } from './items.js';
export { type Outlier, outliers, type RankOptions } from './rank.js';
export { type Judged, Watch, type WatchOptions } from './watch.js';
