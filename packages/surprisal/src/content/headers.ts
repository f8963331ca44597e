import { type Content, ContentKind } from './kinds.ts';

/** What a known header says the content is; undefined where there is none. Never reads past the bytes. */
export function readHeader(_bytes: Uint8Array): Content | undefined {
  void ContentKind;
  return undefined;
}
