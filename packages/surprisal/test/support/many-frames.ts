/** An archive of many frames, made as fast as it is written: of stored frames, as `compress` stores noise. */

import { writeFrameHeader } from '../../src/archive/frame.js';
import { writeStreamHeader } from '../../src/archive/header.js';
import { trailerOf } from '../../src/archive/trailer.js';
import { crc32c } from '../../src/base/checksums.js';
import { HeaderWriter } from '../../src/base/header-bytes.js';

/** Each byte of `content` in a frame of its own. */
export function manyFrames(content: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const index: { size: number; contentSize: number }[] = [];
  const head = new HeaderWriter();
  writeStreamHeader(head, { model: { id: 1, parameter: 0 }, fields: {} });
  const streamHeaderBytes = head.done().length;
  for (let i = 0; i < content.length; i++) {
    const byte = content.subarray(i, i + 1);
    const header = i === 0 ? head : new HeaderWriter();
    const sizes = { size: 1, filteredSize: 1, codeSize: 1, memory: 0 };
    writeFrameHeader(header, { last: i === content.length - 1, stored: true, kind: 0, stride: 0, filter: 0, ...sizes });
    const tail = new HeaderWriter();
    tail.u32(crc32c(header.done(), crc32c(byte)));
    parts.push(header.done(), byte, tail.done());
    index.push({ size: header.done().length - (i === 0 ? streamHeaderBytes : 0) + 5, contentSize: 1 });
  }
  return Buffer.concat([...parts, trailerOf({ index, checksum: crc32c(content) })]);
}
