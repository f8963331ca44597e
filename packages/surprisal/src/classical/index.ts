/** The classical coders as codecs for arbitrary bytes. */
import { arithmetic } from './arithmetic.js';
import type { Codec } from './codec.js';
import { deflate } from './deflate/index.js';
import { huffman } from './huffman/index.js';
import { lz77 } from './lz/lz77.js';
import { lzw } from './lzw.js';
import { morse } from './morse/index.js';

export type { Codec, DecodeOptions } from './codec.js';
export type { DeflateOptions } from './deflate/index.js';
export { explain as explainDeflate } from './deflate/steps.js';
export { fromMorse, toMorse } from './morse/index.js';
export type * from './steps.js';
export { arithmetic, deflate, huffman, lz77, lzw, morse };

/** All codecs by name. */
export const CODECS: Readonly<Record<string, Codec>> = { huffman, arithmetic, morse, lz77, lzw, deflate };
