import { type Explanation, explain, linesOf } from 'surprisal/explain';
import { sequenceEntropy } from 'surprisal/information';
import { FileError, UsageError } from '../../base/failure.js';
import { greatest, grouped } from '../../base/numbers.js';
import { escaped, styled } from '../../base/terminal.js';
import type { Settings } from '../../command/settings.js';
import { isText, NOT_TEXT } from '../../files/lines.js';
import { readWhole } from '../../files/read-whole.js';
import { forEachFile } from '../../files/run.js';
import { coderOrModel } from '../../models/coders.js';

type Grouping = 'class' | 'line' | 'field';

/** A part of the content, by what it is: bytes, and bits of each model. */
interface Share {
  readonly what: string;
  readonly bytes: number;
  readonly bits: readonly number[];
}

const ORDERS = [0, 1, 2, 3];
const CELL = 10;
/** Lines to print. */
const LINES = 20;

/** The cost of a file in independent frames; `bits` is empty for a classical coder. */
interface Measured extends Pick<Explanation, 'model' | 'bits' | 'total'> {
  /** Bits of each frame. */
  readonly frames: readonly number[];
}

/** @returns the exit code. @throws {UsageError} for unknown models. */
export async function measureFiles(settings: Settings, models: readonly string[], by?: Grouping): Promise<number> {
  const coder = models.find((model) => coderOrModel(model) !== undefined);
  if (by !== undefined && coder !== undefined) {
    throw new UsageError(`--by needs models that predict each byte, and ${coder} does not`);
  }
  const { json } = settings;
  if (!json && by === undefined) console.log(styled('bold', headerRow(models), process.stdout));
  return forEachFile(settings, 'report', async ({ file, name, bar }) => {
    const bytes = await readWhole(file);
    if (by !== undefined && by !== 'class' && !isText(bytes)) {
      throw new FileError(`${NOT_TEXT}; use --by class`);
    }
    bar.total = bytes.length * models.length;
    const frames = framesOf(bytes.length, settings.frameSize);
    const measured: Measured[] = [];
    for (const model of models) {
      const before = measured.length * bytes.length;
      const show = (content: number, code: number): void => bar.show({ content: before + content, code });
      measured.push(await measureFrames(bytes, frames, model, show));
    }
    bar.clear();
    const entropies = entropiesOf(bytes);
    const shares = by === undefined ? [] : sharesOf(by, bytes, measured);
    if (json) return console.log(measurementJson(name, bytes, frames, entropies, measured, by, shares));
    if (by !== undefined) return printBreakdown(by, shares, models, bytes.length, name);
    for (const [f, [start, end]] of frames.length > 1 ? frames.entries() : []) {
      const part = bytes.subarray(start, end);
      const own = measured.map(({ model, frames: bits }) => ({ model, total: bits[f] as number }));
      const title = `${name}, ${grouped(start)}-${grouped(end)}`;
      console.log(row(part, entropiesOf(part), own, title));
    }
    console.log(row(bytes, entropies, measured, name));
  });
}

/** Where frames of `size` bytes, the last may be shorter, begin and end: one, if there is no size. */
function framesOf(length: number, size = Math.max(length, 1)): [start: number, end: number][] {
  const starts = Array.from({ length: Math.max(Math.ceil(length / size), 1) }, (_, f) => f * size);
  return starts.map((start) => [start, Math.min(start + size, length)]);
}

async function measureFrames(
  bytes: Uint8Array,
  frames: readonly (readonly [number, number])[],
  model: string,
  show: (content: number, code: number) => void,
): Promise<Measured> {
  const codec = coderOrModel(model);
  if (codec !== undefined) {
    const sizes = frames.map(([start, end]) => 8 * codec.encode(bytes.subarray(start, end)).length);
    return { model, bits: new Float32Array(0), total: sizes.reduce((a, b) => a + b, 0), frames: sizes };
  }
  const bits = new Float32Array(bytes.length);
  const totals: number[] = [];
  let total = 0;
  for (const [start, end] of frames) {
    const before = total / 8;
    const onProgress = ({ content, code }: { content: number; code: number }): void =>
      show(start + content, before + code);
    const explanation = await explain(bytes.subarray(start, end), { model, onProgress });
    bits.set(explanation.bits, start);
    totals.push(explanation.total);
    total += explanation.total;
  }
  return { model, bits, total, frames: totals };
}

const entropiesOf = (bytes: Uint8Array): number[] => ORDERS.map((order) => sequenceEntropy(bytes, order));

const width = (title: string): number => Math.max(CELL, title.length + 2);

function headerRow(models: readonly string[]): string {
  const cells = ['bytes'.padStart(15), ...ORDERS.map((order) => `H${order}`.padStart(8))];
  return `${cells.join('')}${models.map((model) => model.padStart(width(model))).join('')}  name`;
}

function row(
  bytes: Uint8Array,
  entropies: number[],
  measured: readonly Pick<Measured, 'model' | 'total'>[],
  name: string,
): string {
  const cells = [grouped(bytes.length).padStart(15), ...entropies.map((h) => h.toFixed(3).padStart(8))];
  const rates = measured.map(({ model, total }) => perByte(total, bytes.length).padStart(width(model)));
  return `${cells.join('')}${rates.join('')}  ${escaped(name)}`;
}

function perByte(bits: number, bytes: number): string {
  return bytes === 0 ? '-' : (bits / bytes).toFixed(3);
}

function sharesOf(by: Grouping, bytes: Uint8Array, explanations: readonly Measured[]): Share[] {
  if (by === 'class') return summed(bytes, explanations, (_, byte) => classOf(byte));
  if (by === 'field') return summed(bytes, explanations, fieldsOf(bytes));
  const lastModel = explanations.at(-1) as Measured;
  const lines = linesOf(bytes, lastModel.bits).sort((a, b) => b.bits - a.bits || a.start - b.start);
  return lines.slice(0, LINES).map(({ start, end }) => ({
    what: new TextDecoder().decode(bytes.subarray(start, end)).trimEnd(),
    bytes: end - start,
    bits: explanations.map(({ bits }) => bits.subarray(start, end).reduce((sum, b) => sum + b, 0)),
  }));
}

/** Sums by the name of each byte; in the order in which the names come. */
function summed(
  bytes: Uint8Array,
  explanations: readonly Measured[],
  nameOf: (i: number, byte: number) => string,
): Share[] {
  const found = new Map<string, { bytes: number; bits: number[] }>();
  for (const [i, byte] of bytes.entries()) {
    const name = nameOf(i, byte);
    let share = found.get(name);
    if (share === undefined) {
      share = { bytes: 0, bits: explanations.map(() => 0) };
      found.set(name, share);
    }
    share.bytes++;
    for (const [m, { bits }] of explanations.entries()) share.bits[m] = (share.bits[m] as number) + (bits[i] as number);
  }
  return Array.from(found, ([what, share]) => ({ what, ...share }));
}

function classOf(byte: number): string {
  const c = String.fromCharCode(byte);
  if (byte >= 128) return 'bytes from 128 up';
  if (/[a-z]/.test(c)) return 'lower-case letters';
  if (/[A-Z]/.test(c)) return 'upper-case letters';
  if (/\d/.test(c)) return 'digits';
  if (/[ \t]/.test(c)) return 'spaces and tabs';
  if (/[\r\n]/.test(c)) return 'line breaks';
  return byte < 32 || byte === 127 ? 'control characters' : 'punctuation';
}

/** Names the fields of a table by its first line; quoted fields may hold separators. */
function fieldsOf(bytes: Uint8Array): (i: number, byte: number) => string {
  const newline = bytes.indexOf(10);
  const first = new TextDecoder().decode(bytes.subarray(0, newline < 0 ? bytes.length : newline)).trimEnd();
  const separator = ['\t', ';', ',', '|'].find((c) => first.includes(c)) ?? ',';
  const names = first.split(separator).map((name) => name.replace(/^"|"$/g, ''));
  let [field, quoted] = [0, false];
  return (_, byte) => {
    const name = `${field + 1} ${names[field] ?? ''}`.trimEnd();
    if (byte === 0x22) quoted = !quoted;
    else if (byte === 10) [field, quoted] = [0, false];
    else if (!quoted && byte === separator.charCodeAt(0)) field++;
    return name;
  };
}

function printBreakdown(
  by: Grouping,
  shares: readonly Share[],
  models: readonly string[],
  total: number,
  name: string,
): void {
  const sums = models.map((_, m) => shares.reduce((sum, { bits }) => sum + (bits[m] as number), 0));
  const last = models.length - 1;
  const titles = [by, 'bytes', ...models, by === 'line' ? 'bits' : 'share of bits'];
  const rows = [...shares]
    .sort((a, b) => (b.bits[last] as number) - (a.bits[last] as number))
    .map(({ what, bytes, bits }) => [
      escaped(what).slice(0, 60),
      grouped(bytes),
      ...bits.map((b) => perByte(b, bytes)),
      by === 'line'
        ? (bits[last] as number).toFixed(1)
        : `${((100 * (bits[last] as number)) / (sums[last] || 1)).toFixed(1)} %`,
    ]);
  const columns = titles.map((title, i) =>
    greatest(
      rows.map((cells) => (cells[i] as string).length),
      title.length,
    ),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(columns[0] as number) : cell.padStart((columns[i] as number) + 2)))
      .join('');
  console.log(
    `${escaped(name)}, ${grouped(total)} bytes; bits per byte by ${by}${by === 'line' ? `, the ${LINES} most expensive` : ''}:`,
  );
  console.log(styled('bold', line(titles), process.stdout));
  for (const cells of rows) console.log(line(cells));
}

function measurementJson(
  input: string,
  bytes: Uint8Array,
  frames: readonly (readonly [number, number])[],
  entropies: readonly number[],
  measured: readonly Measured[],
  by: Grouping | undefined,
  shares: readonly Share[],
): string {
  const n = bytes.length;
  const models = Object.fromEntries(
    measured.map(({ model, total, frames: bits }) => [
      model,
      { bits: total, bitsPerByte: n === 0 ? null : total / n, ...(bits.length > 1 && { frames: bits }) },
    ]),
  );
  const parts = shares.map(({ what, bytes, bits }) => ({
    what,
    bytes,
    bits: Object.fromEntries(measured.map(({ model }, m) => [model, bits[m]])),
  }));
  const cuts = frames.length > 1 && { frames };
  return JSON.stringify({
    task: 'measure',
    input,
    bytes: n,
    ...cuts,
    entropy: entropies,
    models,
    ...(by && { by, parts }),
  });
}
