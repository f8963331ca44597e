/** Compression by prediction. The predictor itself is in 'surprisal/predictor'. */
export { type BareOptions, compressBare, decompressBare } from './bare.js';
export type { Bytes, Loadable } from './bytes.js';
export { compress } from './compress.js';
export { decompress } from './decompress.js';
export { type FramePlace, StreamError, type StreamErrorCode } from './errors.js';
export type { Metadata } from './format/fields.js';
export type { FrameHeader } from './format/frame.js';
export { useKernel } from './given-kernel.js';
export type { ByteSource, ByteStream, Content } from './input.js';
export { type Listing, list } from './list.js';
export { type CompressOptions, type DecompressOptions, frameSizeFor, type WorkOptions } from './options.js';
export type { Progress } from './pace.js';
export { range } from './range.js';
export { LEVELS, type Level } from './registry/levels.js';
export { MODEL_NAMES, type ModelSpec, modelOf } from './registry/models.js';
export { CompressStream, DecompressStream, type StreamPair } from './streams.js';
