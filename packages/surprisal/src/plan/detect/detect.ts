import { ContentKind, type ContentType } from '../../registry/kinds.js';
import { readHeader } from './headers/index.js';
import { isX86Program } from './headers/program.js';
import { readTar } from './headers/tar.js';
import { isX86 } from './machine-code.js';
import { windows } from './sample.js';
import { findStructure } from './structure.js';
import { isText } from './text.js';

/**
 * What `bytes` hold. Never throws, and depends on nothing but the bytes. A wrong answer costs size, never content.
 *
 * A header is believed first, where it describes most of the content; then text, machine code and raw
 * structure are looked for in a sample.
 */
export function analyse(bytes: Uint8Array): ContentType {
  const told = readHeader(bytes) ?? readTar(bytes, analyse);
  if (told) return told;
  const sample = windows(bytes);
  if (isText(sample)) return { kind: ContentKind.TEXT, stride: 0 };
  if (isX86(sample, isX86Program(bytes))) return { kind: ContentKind.X86, stride: 0 };
  return findStructure(bytes) ?? { kind: ContentKind.BINARY, stride: 0 };
}
