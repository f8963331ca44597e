/**
 * A classifier as one file. Numbers are varints (seven bits per byte, lowest first) unless noted. The fields in order:
 *
 *   "srpclass", version 1, flags (bit 0: foldCase, bit 1: calibrated), order, number of classes
 *   each class: bytes of its label, the label in UTF-8, examples learned
 *   if calibrated: the weights, then the biases, each 8 bytes (IEEE double, big-endian)
 *   number of nodes; the nodes, depth first, children by rising byte, the root first:
 *     its byte (not of the root), children · 2 + s
 *     s = 1: the number of its only class, whose count is 1
 *     s = 0: number of entries, and for each, by rising class, the step from the last class (from -1) and n
 *   CRC-32C of everything before it: 4 bytes, lowest first
 *
 * t and u of trie.ts are sums over children, and n of all classes is the sum of their n, so they are recomputed.
 */

import { crc32c } from '../../base/checksums.js';
import { StreamError } from '../../base/errors.js';
import { HeaderReader } from '../../base/header-bytes.js';
import type { Calibration } from './calibration.js';
import { NODES_MAX, Trie } from './trie.js';

/** The complete state of a classifier. */
export interface ClassifierState {
  readonly trie: Trie;
  readonly foldCase: boolean;
  readonly labels: readonly string[];
  readonly documents: readonly number[];
  readonly calibration: Calibration | undefined;
}

const MAGIC = new TextEncoder().encode('srpclass');
const VERSION = 1;
const FOLD_CASE = 1;
const CALIBRATED = 2;
const ORDER_MAX = 8;
const CHECKSUM_BYTES = 4;

/** A growing byte buffer. */
class Writer {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;

  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = value;
  }

  varint(value: number): void {
    let left = value;
    for (; left > 0x7f; left = Math.floor(left / 128)) this.byte((left % 128) | 0x80);
    this.byte(left);
  }

  bytes(values: Uint8Array): void {
    for (const value of values) this.byte(value);
  }

  doubles(values: Float64Array): void {
    const view = new DataView(new ArrayBuffer(8));
    for (const value of values) {
      view.setFloat64(0, value);
      this.bytes(new Uint8Array(view.buffer));
    }
  }

  done(): Uint8Array<ArrayBuffer> {
    const checksum = crc32c(this.#bytes.subarray(0, this.#length));
    for (let shift = 0; shift < 32; shift += 8) this.byte((checksum >>> shift) & 0xff);
    return this.#bytes.slice(0, this.#length);
  }
}

export function writeClassifier({ trie, foldCase, labels, documents, calibration }: ClassifierState) {
  const out = new Writer();
  out.bytes(MAGIC);
  out.varint(VERSION);
  out.varint((foldCase ? FOLD_CASE : 0) + (calibration ? CALIBRATED : 0));
  out.varint(trie.order);
  out.varint(labels.length);
  for (const [c, label] of labels.entries()) {
    const name = new TextEncoder().encode(label);
    out.varint(name.length);
    out.bytes(name);
    out.varint(documents[c]!);
  }
  if (calibration) {
    out.doubles(calibration.weights);
    out.doubles(calibration.biases);
  }
  writeNodes(out, trie);
  return out.done();
}

function writeNodes(out: Writer, trie: Trie): void {
  out.varint(trie.nodes);
  const { start, children } = childrenByByte(trie);
  const stack = [0];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (node > 0) out.byte(trie.keys[node]! & 0xff);
    const from = start[node]!;
    const to = start[node + 1]!;
    writeEntries(out, trie, node, to - from);
    for (let i = to - 1; i >= from; i--) stack.push(children[i]!);
  }
}

function writeEntries(out: Writer, trie: Trie, node: number, children: number): void {
  const entries: [number, number][] = [];
  for (let e = trie.head[node]!; e >= 0; e = trie.next[e]!) {
    if (trie.entryN[e]! > 0) entries.push([trie.entryClass[e]!, trie.entryN[e]!]);
  }
  if (entries.length === 1 && entries[0]![1] === 1) {
    out.varint(children * 2 + 1);
    out.varint(entries[0]![0]);
    return;
  }
  out.varint(children * 2);
  out.varint(entries.length);
  let last = -1;
  for (const [c, n] of entries.sort((a, b) => a[0] - b[0])) {
    out.varint(c - last);
    out.varint(n);
    last = c;
  }
}

/** children[start[node]] up to children[start[node + 1]] are the children of a node. */
function childrenByByte(trie: Trie): { start: Uint32Array; children: Uint32Array } {
  const start = new Uint32Array(trie.nodes + 1);
  for (let node = 1; node < trie.nodes; node++) start[(trie.keys[node]! >>> 8) + 1]!++;
  for (let node = 0; node < trie.nodes; node++) start[node + 1]! += start[node]!;
  const children = new Uint32Array(trie.nodes - 1);
  const end = start.slice();
  for (let node = 1; node < trie.nodes; node++) children[end[trie.keys[node]! >>> 8]!++] = node;
  for (let node = 0; node < trie.nodes; node++) {
    // The keys of siblings differ only in the byte.
    if (start[node + 1]! - start[node]! > 1) {
      children.subarray(start[node], start[node + 1]).sort((a, b) => trie.keys[a]! - trie.keys[b]!);
    }
  }
  return { start, children };
}

/** @throws {StreamError} `not-a-stream`, `unsupported-version`, `truncated`, `damaged`. */
export function readClassifier(bytes: Uint8Array): ClassifierState {
  if (bytes.length < MAGIC.length || MAGIC.some((byte, i) => byte !== bytes[i])) {
    throw new StreamError('not-a-stream', 'this is not a saved classifier', 0);
  }
  if (bytes.length < MAGIC.length + CHECKSUM_BYTES) throw new StreamError('truncated', 'the data ends prematurely', 0);
  const end = bytes.length - CHECKSUM_BYTES;
  if (crc32c(bytes.subarray(0, end)) !== new HeaderReader(bytes.subarray(end)).u32()) {
    throw new StreamError('damaged', 'the classifier is damaged or cut short', end);
  }
  const input = new HeaderReader(bytes.subarray(0, end));
  input.take(MAGIC.length);
  const version = input.varint();
  if (version !== VERSION) {
    throw new StreamError(
      'unsupported-version',
      `classifier version ${version}: this build reads version ${VERSION}`,
      0,
    );
  }
  const flags = input.varint();
  const order = within(input, 1, ORDER_MAX);
  const classes = within(input, 0, input.left);
  const labels: string[] = [];
  const documents: number[] = [];
  for (let c = 0; c < classes; c++) {
    labels.push(labelOf(input));
    documents.push(input.varint());
  }
  if (new Set(labels).size < classes) throw new StreamError('damaged', 'two classes have one label', input.offset);
  const calibration =
    flags & CALIBRATED ? { weights: doubles(input, order), biases: doubles(input, classes) } : undefined;
  return {
    trie: readNodes(input, order, classes),
    foldCase: (flags & FOLD_CASE) > 0,
    labels,
    documents,
    calibration,
  };
}

/** A label, with its byte order mark if it has one. @throws {StreamError} `damaged`, when it is not UTF-8. */
function labelOf(input: HeaderReader): string {
  const at = input.offset;
  const bytes = input.take(input.varint());
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new StreamError('damaged', 'a label is not UTF-8', at);
  }
}

function readNodes(input: HeaderReader, order: number, classes: number): Trie {
  const trie = new Trie(order);
  const nodes = within(input, 1, Math.min(NODES_MAX, input.left));
  /** Nodes on the path from the root, and how many children each still has to read. */
  const path: number[] = [];
  const left: number[] = [];
  for (let i = 0; i < nodes; i++) {
    while (left.at(-1) === 0) {
      path.pop();
      left.pop();
    }
    if (i > 0 && path.length === 0) throw new StreamError('damaged', 'a node has no parent', input.offset);
    if (i > 0) left[left.length - 1]!--;
    const node = i === 0 ? 0 : trie.add(path.at(-1)!, input.byte());
    path.push(node);
    left.push(readEntries(input, trie, node, classes));
    if (path.length > order + 2) throw new StreamError('damaged', 'a string is too long', input.offset);
  }
  if (left.some((n) => n > 0) || input.left > 0) throw new StreamError('damaged', 'nodes are missing', input.offset);
  trie.sumUp();
  return trie;
}

/** @returns the number of children. */
function readEntries(input: HeaderReader, trie: Trie, node: number, classes: number): number {
  const head = within(input, 0, 256 * 2 + 1);
  if (head % 2 === 1) {
    trie.addEntry(node, within(input, 0, classes - 1), 1);
    return (head - 1) / 2;
  }
  const entries = within(input, 0, classes);
  let c = -1;
  for (let i = 0; i < entries; i++) {
    c += within(input, 1, classes - 1 - c);
    trie.addEntry(node, c, within(input, 1, 2 ** 32 - 1));
  }
  return head / 2;
}

/** @throws {StreamError} `damaged`, when the next number is out of range. */
function within(input: HeaderReader, low: number, high: number): number {
  const at = input.offset;
  const value = input.varint();
  if (value < low || value > high) throw new StreamError('damaged', `${value} is not from ${low} to ${high}`, at);
  return value;
}

function doubles(input: HeaderReader, count: number): Float64Array {
  const bytes = input.take(count * 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float64Array.from({ length: count }, (_, i) => view.getFloat64(i * 8));
}
