import { drive } from './drive';
import { Decode } from './drivers/decode';
import { Encode } from './drivers/encode';
import { Measure } from './drivers/measure';
import { Sample } from './drivers/sample';
import { arenaEnd, limitPages, objectsLimit } from './memory';
import { build } from './models/index';
import { TwoPart } from './models/two-part/index';
import { WeightsCoder } from './models/two-part/weights-coder';
import { Predictor } from './predictor';

export * from './training-abi';

/**
 * The ABI: what TypeScript sees of the kernel. One instance holds one predictor, made once by `create`.
 * Bytes pass through two fixed buffers; every call works on at most CHUNK_BYTES of content, because an
 * engine replaces a slow version of a function by a fast one only between calls.
 */

/** Content bytes in one call, at most. */
export const CHUNK_BYTES: u32 = 1 << 14;
/** Room for the code of a chunk: a bit costs at most 22 bits. */
export const CODE_BYTES: u32 = 24 << 14;
/** Code bytes that one content byte can make the decoder read, at most. */
const READ_BYTES: u32 = 24;

const contentBuffer = memory.data(1 << 14, 16);
const codeBuffer = memory.data(24 << 14, 16);

const encoder = new Encode();
const decoder = new Decode();
const measurer = new Measure();
const sampler = new Sample();
let model: Predictor = changetype<Predictor>(0); //     set once, by create
let predictor: Predictor = changetype<Predictor>(0); // what the loop runs over: the model, or the coder of its weights
let weightsCoder: WeightsCoder = changetype<WeightsCoder>(0); // set once, by create of a two-part model
let objectsEnd: usize = 0; //                           set once, by create

/** Content bytes: input of encode, measure; output of decode, sample. */
export function content(): usize {
  return contentBuffer;
}

/** Code bytes: output of encode, input of decode. Also the results of measure and distribution. */
export function code(): usize {
  return codeBuffer;
}

/** To be called before `create`, which aborts with 'out of memory' where it would need more pages of 64 KiB. */
export function limitMemory(pages: u32): void {
  limitPages(pages);
}

/**
 * Makes the predictor.
 * @param id of models/index.ts. @param parameter its parameter (an order), or 0.
 * @param size content bytes expected, 2^32 - 1 if unknown: sizes the tables.
 * @param kind of content (views/kinds.ts). @param stride of its records or rows in bytes, or 0.
 * @returns 0 when there is no such model, else 1.
 */
export function create(id: u32, parameter: u32, size: u32, kind: u32, stride: u32): u32 {
  const made = build(id, parameter, size, kind, stride);
  if (made == null) return 0;
  model = made;
  predictor = made;
  if (made instanceof TwoPart) weightsCoder = new WeightsCoder((<TwoPart>made).weights);
  objectsEnd = heap.alloc(0);
  if (objectsEnd > objectsLimit()) abort('objects reach into what lies above them');
  return 1;
}

/**
 * Directs encode, decode and measure to the weights of a two-part model (models/two-part), which a stream has before its
 * content, or back to the content. The weights are then to be loaded.
 */
export function codeWeights(on: bool): void {
  weightsCoder.reset();
  predictor = on ? weightsCoder : model;
}

/** Bytes of weights still to be coded, as far as that is known. */
export function weightsLeft(): u32 {
  return weightsCoder.left;
}

/** Gives a two-part model `n` bytes of weights, before the first bit. @returns how many are still to come, as far as it is known; 2^32 - 1 where there were too many. */
export function loadWeights(n: u32): u32 {
  return (<TwoPart>model).load(contentBuffer, n);
}

/** Bytes of linear memory that make up the state: what snapshot copies. */
export function stateEnd(): usize {
  return arenaEnd();
}

/** Whether the predictor adapts to what it sees. */
export function setLearning(on: bool): void {
  predictor.learning = on;
}

/** Starts a new code for encode and decode. The predictor keeps what it knows. */
export function begin(): void {
  encoder.coder.reset();
  decoder.coder.reset();
}

/** Encodes `n` content bytes. @returns code bytes written, or 2^32 - 1 when they had no room. */
export function encode(n: u32): u32 {
  encoder.open(contentBuffer);
  encoder.coder.open(codeBuffer, CODE_BYTES);
  drive<Encode>(predictor, encoder, n << 3);
  return written();
}

/** Ends the code. @returns code bytes written, or 2^32 - 1. */
export function finish(): u32 {
  encoder.coder.open(codeBuffer, CODE_BYTES);
  encoder.coder.finish();
  return written();
}

function written(): u32 {
  return encoder.coder.overflow ? u32.MAX_VALUE : <u32>(encoder.coder.end - codeBuffer);
}

/**
 * Decodes up to `n` content bytes from `available` code bytes; stops early when the code could run out,
 * unless it is the `last` of it. @returns content bytes written. `consumed` says how much code was read.
 */
export function decode(n: u32, available: u32, last: bool): u32 {
  decoder.coder.open(codeBuffer, codeBuffer + available);
  const safe = codeBuffer + available - READ_BYTES;
  let done: u32 = 0;
  decoder.open(contentBuffer);
  while (done < n && (last || (available >= READ_BYTES && decoder.coder.position <= safe))) {
    drive<Decode>(predictor, decoder, 8);
    done++;
  }
  return done;
}

/** Code bytes that the last `decode` read. */
export function consumed(): u32 {
  return <u32>(decoder.coder.position - codeBuffer);
}

/** Bits to describe `n` content bytes; with `each`, also as n f32 (bits of each byte) in the code buffer. */
export function measure(n: u32, each: bool): f64 {
  let sum: f64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    measurer.open(contentBuffer + i);
    drive<Measure>(predictor, measurer, 8);
    sum += measurer.bits;
    if (each) store<f32>(codeBuffer + ((<usize>i) << 2), <f32>measurer.bits);
  }
  return sum;
}

/** Seeds the random source of `sample`. @param temperature > 0. */
export function seed(low: u32, high: u32, temperature: f64): void {
  sampler.seed(((<u64>high) << 32) | low, temperature);
}

/** Draws `n` content bytes from the predictor's own belief. @param top of the likeliest bytes only, 1 to 256. */
export function sample(n: u32, top: u32): void {
  sampler.open(contentBuffer);
  if (top > 255) drive<Sample>(predictor, sampler, n << 3);
  else for (let i: u32 = 0; i < n; i++) sampleOf(top);
}

/** Draws a byte of the `top` likeliest: bit by bit, by the sums of what is left of their probabilities. */
function sampleOf(top: u32): void {
  const likely = codeBuffer + 256 * 8; // sums of a binary tree: node i has children 2 i and 2 i + 1, leaves are 256 + byte
  distribution();
  memory.fill(likely, 0, 512 * 8);
  for (let rank: u32 = 0; rank < top; rank++) {
    let best: u32 = 0;
    for (let byte: u32 = 1; byte < 256; byte++) {
      if (load<f64>(codeBuffer + (byte << 3)) > load<f64>(codeBuffer + (best << 3))) best = byte;
    }
    store<f64>(likely + ((256 + best) << 3), load<f64>(codeBuffer + (best << 3)));
    store<f64>(codeBuffer + (best << 3), 0);
  }
  for (let node: u32 = 255; node > 0; node--) {
    store<f64>(likely + (node << 3), load<f64>(likely + (node << 4)) + load<f64>(likely + (node << 4), 8));
  }
  for (let node: u32 = 1; node < 256; ) {
    predictor.predict();
    const bit = sampler.draw(load<f64>(likely + (node << 4), 8) / load<f64>(likely + (node << 3)));
    predictor.update(sampler.take(bit));
    node = (node << 1) | bit;
  }
}

/** P(next byte), 256 f64 in the code buffer. The predictor is as before. */
export function distribution(): void {
  const learning = predictor.learning;
  predictor.learning = false;
  branch(1, 1, codeBuffer + 256 * 8);
  predictor.learning = learning;
}

/**
 * Walks the tree of the next byte's bits below `partial` (the bits so far, after a leading 1).
 * @param p probability of `partial`. @param saved where copies of the perceived state may go.
 */
function branch(partial: u32, p: f64, saved: usize): void {
  if (partial > 255) {
    store<f64>(codeBuffer + ((partial & 255) << 3), p);
    return;
  }
  const one = <f64>predictor.predict() / 4294967296.0;
  const start = changetype<usize>(encoder);
  const bytes = objectsEnd - start;
  if (saved + bytes > codeBuffer + CODE_BYTES) abort('no room to save the perceived state');
  memory.copy(saved, start, bytes);
  for (let bit: u32 = 0; bit < 2; bit++) {
    const child = (partial << 1) | bit;
    if (child < 256) predictor.update(bit);
    branch(child, bit ? p * one : p * (1 - one), saved + bytes);
    memory.copy(start, saved, bytes);
  }
}
