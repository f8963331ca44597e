import { readHeader } from './headers.ts';
import { type Content, ContentKind } from './kinds.ts';
import { isX86 } from './machine-code.ts';
import { isText } from './text.ts';
import { windows } from './sample.ts';
import { findStructure } from './structure.ts';

export { type Content, ContentKind, STRIDE_MAX } from './kinds.ts';

/**
 * What `bytes` hold. Never throws, and depends on nothing but the bytes. A wrong answer costs size, never content.
 *
 * A header is believed first, where it describes most of the content; then text, machine code and raw
 * structure are looked for in a sample.
 */
export function analyse(bytes: Uint8Array): Content {
  const told = readHeader(bytes);
  if (told) return told;
  const sample = windows(bytes);
  if (isText(sample)) return { kind: ContentKind.TEXT, stride: 0 };
  if (isX86(sample)) return { kind: ContentKind.X86, stride: 0 };
  return findStructure(bytes) ?? { kind: ContentKind.BINARY, stride: 0 };
}
