/** What does not belong: outliers in a whole or in a stream, duplicates, and changes over time. */
export { type DriftOptions, drift, type Part } from './drift.js';
export { type DuplicateGroup, type DuplicateOptions, duplicates } from './duplicates.js';
export type { Item, ReadOptions } from './items.js';
export { type Outlier, outliers, type RankOptions } from './rank.js';
export { type Judged, Watch, type WatchOptions } from './watch.js';
