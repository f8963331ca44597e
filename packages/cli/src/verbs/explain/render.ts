/** Surprisal in a terminal: colours behind characters, or digits below them. */

import { charactersOf, type Explanation } from 'surprisal/explain';
import { counted } from '../../base/numbers.js';
import { escaped, hasColour } from '../../base/terminal.js';

/** Bits of a character at which the next colour begins. */
const EDGES = [0.5, 1, 2, 3, 4.5, 6, 8, 11, 15];
/** Of the 256 colours: from no background through yellow and orange to dark red. */
const HEAT = [undefined, 230, 229, 222, 215, 208, 202, 160, 124, 88];
const DARK_FROM = 6;
/** Differences in bits, and their colours: blue where the first model is better, orange where the second is. */
const DIFFERENCES = [-8, -4, -2, -0.7, 0.7, 2, 5, 8];
const DIVERGING = [24, 31, 74, 117, undefined, 223, 215, 208, 166];

/** Cells of a line of the map, and rows of it at most. */
const MAP_WIDTH = 64;
const MAP_ROWS = 32;

/** The content painted, with line ends. @param to where it will be written: it is painted if that can show it. */
export function renderExplanation(
  explanation: Explanation,
  against: Explanation | undefined,
  to: NodeJS.WriteStream,
): string {
  const { bytes } = explanation;
  const bits =
    against === undefined ? explanation.bits : explanation.bits.map((b, i) => b - (against.bits[i] as number));
  const colour = hasColour(to);
  const style = against === undefined ? heat : difference;
  if (!isText(bytes)) return map(bytes, bits, colour ? style : undefined, against !== undefined);
  return colour ? colours(bytes, bits, style) : digits(bytes, bits, against !== undefined);
}

type Style = (bits: number) => string;

function styleOf(background: number | undefined, isDark: boolean): string {
  return background === undefined ? '\x1b[0m' : `\x1b[0;48;5;${background};38;5;${isDark ? 231 : 16}m`;
}

function heat(bits: number): string {
  const step = EDGES.filter((edge) => bits >= edge).length;
  return styleOf(HEAT[step], step >= DARK_FROM);
}

function difference(bits: number): string {
  const step = DIFFERENCES.filter((edge) => bits >= edge).length;
  return styleOf(DIVERGING[step], step < 2 || step > 7);
}

/** A line of the terminal ends without colour, or the rest of it would be painted. */
function colours(bytes: Uint8Array, bits: Float32Array, style: Style): string {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  const out: string[] = [];
  let now = '\x1b[0m';
  for (const { start, end, bits: cost } of charactersOf(bytes, bits)) {
    const next = style(cost);
    const text = utf8.decode(bytes.subarray(start, end));
    if (next !== now) out.push(next);
    now = next;
    if (text === '\n') {
      // A line end is shown only if it was expensive.
      out.push(next === '\x1b[0m' ? '\n' : ' \x1b[0m\n');
      now = '\x1b[0m';
    } else out.push(text === '\t' ? text : escaped(text));
  }
  out.push(bytes.at(-1) === 10 ? '\x1b[0m' : '\x1b[0m\n');
  return out.join('');
}

/** Each line, and below it a line of digits. */
function digits(bytes: Uint8Array, bits: Float32Array, isDifference: boolean): string {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  const out: string[] = [];
  let [text, below] = ['', ''];
  const flush = (): void => {
    out.push(`${text}\n${below.trimEnd()}\n`);
    [text, below] = ['', ''];
  };
  for (const { start, end, bits: cost } of charactersOf(bytes, bits)) {
    const c = utf8.decode(bytes.subarray(start, end));
    const piece = c === '\n' ? '' : c === '\t' ? c : escaped(c);
    text += piece;
    const mark = isDifference ? sign(cost) : String(Math.min(Math.floor(cost), 9));
    below += c === '\t' ? c : mark.padEnd(Math.max([...piece].length, 1));
    if (c === '\n') flush();
  }
  if (text !== '') flush();
  return out.join('');
}

/** Which model is better, from a bit on. */
function sign(bits: number): string {
  return bits <= -1 ? '+' : bits >= 1 ? '-' : '.';
}

/** A cell for some bytes, by their bits per byte: eight are what random bytes cost. */
function map(bytes: Uint8Array, bits: Float32Array, style: Style | undefined, isDifference: boolean): string {
  const cell = Math.max(1, Math.ceil(bytes.length / (MAP_WIDTH * MAP_ROWS)));
  const out = [`each cell is ${counted(cell, 'byte')}, each line ${cell * MAP_WIDTH}\n`];
  for (let row = 0; row < bytes.length; row += cell * MAP_WIDTH) {
    let line = `${row.toString(16).padStart(8, '0')}  `;
    for (let at = row; at < Math.min(row + cell * MAP_WIDTH, bytes.length); at += cell) {
      const part = bits.subarray(at, at + cell);
      const rate = part.reduce((sum, b) => sum + b, 0) / part.length;
      line += style ? `${style(rate)} ` : isDifference ? sign(rate) : String(Math.min(Math.floor(rate), 9));
    }
    out.push(`${line}${style ? '\x1b[0m' : ''}\n`);
  }
  return out.join('');
}

/** Hardly any control characters. */
function isText(bytes: Uint8Array): boolean {
  const controls = bytes.reduce((n, byte) => n + (byte < 32 && (byte < 9 || byte > 13) ? 1 : 0), 0);
  return controls * 100 <= bytes.length;
}
