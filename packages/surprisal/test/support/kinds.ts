import { INPUTS } from '../../../../vectors/inputs.mjs';

/** Content of one kind, as a predictor is made for it: kinds and strides are those of kernel/views/kinds.ts. */
export interface KindCase {
  readonly name: string;
  readonly kind: number;
  readonly stride: number;
  /** A few kilobytes of it, or less. */
  readonly content: Uint8Array;
}

const part = (input: string, from: number, to?: number): Uint8Array => INPUTS[input]!.subarray(from, to);

/** Codes of one byte and of two, capitals, escapes and spelled words, in disorder: what text never quite becomes. */
export const CODED = part('prose', 0, 4000).map((byte) => {
  if (byte >= 97 && byte < 107) return 128 + (byte - 97) * 14;
  return byte >= 107 && byte < 110 ? byte - 106 : byte;
});

/** Every kind, with content for it. */
export const KINDS: readonly KindCase[] = [
  { name: 'bytes', kind: 0, stride: 0, content: part('machineCode', 0, 4000) },
  { name: 'text', kind: 1, stride: 0, content: part('json', 0) },
  { name: 'records', kind: 2, stride: 12, content: part('records', 0) },
  { name: 'x86 code', kind: 3, stride: 0, content: part('machineCode', 0) },
  { name: 'pixels of 1 bit', kind: 4, stride: 30, content: part('scan', 0) },
  { name: 'grey pixels', kind: 5, stride: 64, content: part('bitmap', 54) },
  { name: 'grey pixels of 16 bits', kind: 6, stride: 26, content: part('audio', 44) },
  { name: 'colour pixels', kind: 7, stride: 120, content: part('bitmap', 54) },
  { name: 'audio', kind: 8, stride: 4, content: part('audio', 44) },
  { name: 'word codes', kind: 9, stride: 200, content: CODED },
];
