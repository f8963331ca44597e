/** Compression by prediction. The predictor itself is in 'surprisal/predictor'. */
export { compress } from './compress.js';
export { decompress } from './decompress.js';
export { StreamError, type StreamErrorCode } from './errors.js';
export { LEVELS, type Level, MODEL_NAMES, type ModelSpec, modelOf } from './models.js';
export type { CompressOptions, DecompressOptions } from './options.js';
export type { Progress } from './pace.js';
export { type Survey, survey } from './survey.js';
