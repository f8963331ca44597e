/** Compression by prediction. The predictor itself is in 'surprisal/predictor'. */
export { type BareOptions, compressBare, decompressBare } from './archive/bare.js';
export { compress } from './archive/compress.js';
export { decompress } from './archive/decompress.js';
export type { Metadata } from './archive/fields.js';
export type { FrameHeader } from './archive/frame.js';
export { list } from './archive/list.js';
export type { Listing } from './archive/listing.js';
export { type CompressOptions, type DecompressOptions, frameSizeFor, type WorkOptions } from './archive/options.js';
export { range } from './archive/range.js';
export { CompressStream, DecompressStream, type StreamPair } from './archive/streams.js';
export type { ByteSource, ByteStream, Content } from './base/byte-streams.js';
export type { Bytes, Loadable } from './base/bytes.js';
export { type FramePlace, StreamError, type StreamErrorCode } from './base/errors.js';
export type { Progress } from './base/progress.js';
export { type Primer, Prior, type PriorData, type PriorOption, type PriorWeights } from './predictor/prior.js';
export { useKernel } from './predictor/supplied-kernel.js';
export { LEVELS, type Level } from './registry/levels.js';
export { MODEL_NAMES, type ModelSpec, modelOf } from './registry/models.js';
