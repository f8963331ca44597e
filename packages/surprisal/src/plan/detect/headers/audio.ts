import { ContentKind, type ContentType } from '../../../registry/kinds.js';
import { Reader } from './reader.js';

/** Chunks read before giving up. */
const CHUNKS_MAX = 64;
const WAVE_PCM = 0x0001;
const WAVE_EXTENSIBLE = 0xfffe;

/** WAV with samples that are not compressed. */
export function readWave(bytes: Uint8Array): ContentType | undefined {
  const file = new Reader(bytes, true);
  if (file.name(0, 4) !== 'RIFF' || file.name(8, 4) !== 'WAVE') return undefined;
  let [format, channels, bits] = [0, 0, 0];
  let at = 12;
  for (let i = 0; i < CHUNKS_MAX && at + 8 <= bytes.length; i++) {
    const name = file.name(at, 4);
    if (name === 'fmt ') [format, channels, bits] = [file.u16(at + 8), file.u16(at + 10), file.u16(at + 22)];
    else if (name === 'data') {
      const pcm = format === WAVE_PCM || format === WAVE_EXTENSIBLE;
      return pcm ? samples(channels, bits, true, at + 8, bytes.length) : undefined;
    }
    at += 8 + file.u32(at + 4) + (file.u32(at + 4) & 1);
  }
  return undefined;
}

/** AIFF, and AIFF-C with `NONE` or `sowt` (lowest byte first). */
export function readAiff(bytes: Uint8Array): ContentType | undefined {
  const file = new Reader(bytes, false);
  const form = file.name(8, 4);
  if (file.name(0, 4) !== 'FORM' || (form !== 'AIFF' && form !== 'AIFC')) return undefined;
  let [channels, bits, coding] = [0, 0, 'NONE'];
  let at = 12;
  for (let i = 0; i < CHUNKS_MAX && at + 8 <= bytes.length; i++) {
    const name = file.name(at, 4);
    if (name === 'COMM') {
      [channels, bits] = [file.u16(at + 8), file.u16(at + 14)];
      if (form === 'AIFC') coding = file.name(at + 26, 4);
    } else if (name === 'SSND') {
      const start = at + 16 + file.u32(at + 8);
      return coding === 'NONE' || coding === 'sowt'
        ? samples(channels, bits, coding === 'sowt', start, bytes.length)
        : undefined;
    }
    at += 8 + file.u32(at + 4) + (file.u32(at + 4) & 1);
  }
  return undefined;
}

/** Samples from `start` to the end or near it. @param little whether their lowest byte comes first. */
function samples(
  channels: number,
  bits: number,
  little: boolean,
  start: number,
  length: number,
): ContentType | undefined {
  if (channels < 1 || channels > 256 || bits < 8 || bits > 32 || start * 2 > length) return undefined;
  const stride = channels * Math.ceil(bits / 8);
  if (bits === 16 && little && start % 2 === 0) return { kind: ContentKind.PCM16, stride };
  return stride > 1 ? { kind: ContentKind.RECORDS, stride } : undefined;
}
