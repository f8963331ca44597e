/** Bytes given to one call: engines take some 100,000 arguments, and then fail. */
const SLICE = 4096;

/** The bytes as characters below 256, one each. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += SLICE) text += String.fromCharCode(...bytes.subarray(at, at + SLICE));
  return text;
}
