/**
 * What counts as bytes. Recognized by its tag, not by `instanceof`: bytes of another realm (an iframe, a vm context, Jest's
 * environments) are instances of that realm's classes.
 */

/** Bytes at hand, in any of the classes that hold them byte by byte. */
export type Bytes = ArrayBufferLike | Uint8Array | Uint8ClampedArray | Int8Array | DataView;

/** Bytes that are read once, whole, when they are asked for: a Blob or File, a Response or Request. */
export interface Loadable {
  arrayBuffer(): Promise<ArrayBuffer>;
}

const BYTE_VIEWS: ReadonlySet<string> = new Set(['Uint8Array', 'Uint8ClampedArray', 'Int8Array', 'DataView']);

/** The name of the built-in class of a value, in whichever realm it was made: `Date`, `AbortSignal`, `Uint8Array`. */
export function classOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/**
 * The bytes of `input`, as a Uint8Array of this realm. Nothing is copied but shared memory, which another thread may
 * change while it is read.
 * @throws {TypeError} that says what to do, when it is not bytes.
 */
export function bytesOf(input: Bytes): Uint8Array<ArrayBuffer> {
  const view = viewOf(input);
  if (view === undefined) throw new TypeError(refusal(input));
  return classOf(view.buffer) === 'SharedArrayBuffer' ? view.slice() : (view as Uint8Array<ArrayBuffer>);
}

/** The bytes of a text in UTF-8, or `input` itself. @throws {TypeError} when it is neither text nor bytes. */
export function bytesOfText(input: string | Bytes): Uint8Array<ArrayBuffer> {
  return typeof input === 'string' ? new TextEncoder().encode(input) : bytesOf(input);
}

/** Whether `bytesOf` takes it. */
export function isBytes(input: unknown): input is Bytes {
  return viewOf(input) !== undefined;
}

export function isLoadable(input: unknown): input is Loadable {
  return typeof (input as Partial<Loadable> | null | undefined)?.arrayBuffer === 'function';
}

/** One array of all the parts. */
export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function viewOf(input: unknown): Uint8Array | undefined {
  const name = classOf(input);
  if (name === 'ArrayBuffer' || name === 'SharedArrayBuffer') return new Uint8Array(input as ArrayBufferLike);
  if (!ArrayBuffer.isView(input) || !BYTE_VIEWS.has(name)) return undefined;
  // A subclass may have methods of its own: `slice` of Node's Buffer copies nothing.
  if (Object.getPrototypeOf(input) === Uint8Array.prototype) return input as Uint8Array;
  return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
}

/** What to do instead. */
function refusal(input: unknown): string {
  const name = classOf(input);
  if (name === 'String') return 'a string is not bytes: use new TextEncoder().encode(text)';
  if (ArrayBuffer.isView(input)) {
    return `a ${name} is not bytes: use new Uint8Array(array.buffer, array.byteOffset, array.byteLength)`;
  }
  if (isLoadable(input)) return `a ${name} is not bytes yet: use new Uint8Array(await it.arrayBuffer())`;
  if (name === 'Promise') return 'a Promise is not bytes: await it first';
  return `bytes must be a Uint8Array, an ArrayBuffer or a DataView, not ${name}`;
}
