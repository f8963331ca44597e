import { latin1 } from '../../base/latin1.js';
import type { Explanation } from './explain.js';
import { PAGE_SCRIPT } from './page-script.js';
import { PAGE_STYLE } from './page-style.js';
import { curveOf, type Passage, passages } from './passages.js';

/**
 * A page in one self-contained file: the text coloured by surprisal, the expected characters, the curve of bits per byte,
 * and the most expensive and the cheapest passages. Content that is not text is shown as a map.
 */
export interface PageOptions {
  /** Title of the page: the name of the file. */
  readonly title?: string;
  /** The same bytes under another model. The page then shows the difference. */
  readonly against?: Explanation;
}

/** Points of the curve. */
const CURVE_POINTS = 300;
/** Passages of each kind. */
const PASSAGES = 5;
/** Steps per bit in the stored costs: one byte holds up to 25.5 bits. */
const BIT_STEPS = 10;

/**
 * The page as HTML: about 11 bytes for each byte with three predictions, 3 without.
 * @throws {RangeError} when `against` explains other bytes.
 */
export function page(explanation: Explanation, { title = 'explained', against }: PageOptions = {}): string {
  const { bytes, bits, total, model, top } = explanation;
  if (against !== undefined && !sameBytes(bytes, against.bytes)) {
    throw new RangeError('both explanations must be of the same bytes');
  }
  const n = Math.max(bytes.length, 1);
  const rate = (sum: number): string => (sum / n).toFixed(3);
  const facts = [
    `${grouped(bytes.length)} bytes`,
    `<b>${rate(total)}</b> bits per byte under <b>${escaped(model)}</b>`,
    against && `<b>${rate(against.total)}</b> under <b>${escaped(against.model)}</b>`,
  ];
  const data = {
    models: [model, ...(against ? [against.model] : [])],
    top,
    bytes: base64(bytes),
    bits: base64(quantised(bits)),
    against: against ? base64(quantised(against.bits)) : '',
    predicted: base64(explanation.predicted),
    probabilities: base64(Uint8Array.from(explanation.probabilities, (p) => Math.round(p * 255))),
    isText: isUtf8Text(bytes),
  };
  const { dearest, cheapest } = passages(bytes, bits, PASSAGES);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}: surprisal</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<p>${facts.filter(Boolean).join(' · ')}</p>
${curve(bits, against)}
<p id="legend"></p>
</header>
<main id="view" tabindex="0" aria-label="the content, coloured by surprisal"></main>
<aside>
${list('Most surprising', dearest, bytes)}
${list('Least surprising', cheapest, bytes)}
</aside>
<div id="tip" role="status" hidden></div>
<script type="application/json" id="data">${JSON.stringify(data)}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function quantised(bits: Float32Array): Uint8Array {
  return Uint8Array.from(bits, (b) => Math.min(Math.round(b * BIT_STEPS), 255));
}

function base64(bytes: Uint8Array): string {
  return btoa(latin1(bytes));
}

function isUtf8Text(bytes: Uint8Array): boolean {
  const controls = bytes.reduce((n, byte) => n + (byte < 32 && (byte < 9 || byte > 13) ? 1 : 0), 0);
  if (controls * 100 > bytes.length) return false;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let broken = 0;
  for (const c of text) if (c === '\ufffd') broken++;
  return broken * 50 <= text.length;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

function list(title: string, found: readonly Passage[], bytes: Uint8Array): string {
  const items = found.map(({ start, end, bits }) => {
    const text = new TextDecoder().decode(bytes.subarray(start, end)).replace(/\s+/g, ' ').trim();
    const rate = (bits / (end - start)).toFixed(2);
    return `<li><a href="#" data-at="${start}"><b>${rate}</b> <q>${escaped(text)}</q></a></li>`;
  });
  return `<section><h2>${title}</h2><p>bits per byte and passage</p><ol>${items.join('')}</ol></section>`;
}

/** Bits per byte along the content, as SVG with a line for each model. */
function curve(bits: Float32Array, against: Explanation | undefined): string {
  const curves = [bits, ...(against ? [against.bits] : [])].map((b) => curveOf(b, CURVE_POINTS));
  const most = Math.max(1, ...curves.flatMap((points) => [...points]));
  const step = most > 4 ? 2 : most > 2 ? 1 : 0.5;
  const high = Math.ceil(most / step) * step;
  const [width, height, left] = [600, 110, 26];
  const y = (value: number): string => (height - 4 - (value / high) * (height - 12)).toFixed(1);
  const x = (i: number, n: number): string => (left + ((width - left - 2) * (i + 0.5)) / n).toFixed(1);
  const grid: string[] = [];
  for (let value = 0; value <= high; value += step) {
    grid.push(`<line x1="${left}" x2="${width}" y1="${y(value)}" y2="${y(value)}"/>`);
    grid.push(`<text x="${left - 5}" y="${y(value)}" dy="3.5">${value}</text>`);
  }
  const lines = curves.map((points, i) => {
    const at = Array.from(points, (value, j) => `${x(j, points.length)},${y(value)}`);
    return `<polyline class="c${i}" points="${at.join(' ')}"/>`;
  });
  return `<svg id="curve" viewBox="0 0 ${width} ${height}" role="img" aria-label="bits per byte along the content">${grid.join('')}${lines.join('')}</svg>`;
}
