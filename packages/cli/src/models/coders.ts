/** Names of models or classical coders, checked before any file is read. */
import { CODECS, type Codec } from 'surprisal/classical';
import { checkModel } from './models.js';

/** @throws {UsageError} when it is neither a model nor a classical coder. @returns the coder, if it is one. */
export function coderOrModel(name: string): Codec | undefined {
  if (Object.hasOwn(CODECS, name)) return CODECS[name];
  checkModel(name, Object.keys(CODECS));
  return undefined;
}
