/** What the plots share: a document to draw in, colour-blind-safe colours, labels that do not overlap. */
import { parseHTML } from 'linkedom';

export const { document } = parseHTML('<html><body></body></html>');

export const WIDTH = 760;

/** A colour (Okabe and Ito, Color Universal Design, 2008) and a shape for each kind of program; either is enough to identify it. */
export const GROUPS = {
  ours: { title: 'surprisal', color: '#D55E00', symbol: 'star' },
  debian: { title: 'Debian', color: '#0072B2', symbol: 'circle' },
  native: { title: 'built from source', color: '#9A4C8A', symbol: 'diamond2' },
  javascript: { title: 'JavaScript', color: '#007A5A', symbol: 'triangle' },
  media: { title: 'for images or sound', color: '#8A6100', symbol: 'square' },
};

const NAMESPACE = 'http://www.w3.org/2000/svg';
const FONT_SIZE = 11;

/** @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
export function element(name, attributes, text) {
  const made = document.createElementNS(NAMESPACE, name);
  // Plot centres what has no anchor of its own.
  if (name === 'text') made.setAttribute('text-anchor', 'start');
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Approximate width of a label, in pixels. Not measured in a font, because the viewer may have another one. */
export function textWidth(text) {
  const widths = [...text].map((letter) =>
    /[mwMW@]/.test(letter) ? 0.95 : /[ijltf1I.,:' -]/.test(letter) ? 0.42 : 0.64,
  );
  return FONT_SIZE * widths.reduce((sum, width) => sum + width, 0);
}

/** A plot's root as the text of an SVG file, on white. @param {Element} plot @param {string} title for those who hear it. */
export function svgFile(plot, title) {
  const svg = plot.tagName.toLowerCase() === 'svg' ? plot : plot.querySelector('svg');
  svg.setAttribute('xmlns', NAMESPACE);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', title);
  svg.setAttribute('font-size', String(FONT_SIZE));
  svg.setAttribute('font-family', 'system-ui, sans-serif');
  svg.insertBefore(element('rect', { width: '100%', height: '100%', fill: 'white' }), svg.firstChild);
  return `${svg.outerHTML}\n`;
}

/**
 * Labels next to their points, so that no label covers another, a point or the frame: each takes the nearest free place.
 * @param {Element} svg @param {{ x: number, y: number, text: string, color: string, strong?: boolean }[]} points in pixels, the
 * most important first. @param {Box} frame @param {Box[]} lines that no label may cross.
 * @typedef {{ left: number, right: number, top: number, bottom: number }} Box
 */
export function label(svg, points, frame, lines) {
  const taken = [...lines, ...points.map(({ x, y }) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }))];
  const texts = [];
  for (const { x, y, text, color, strong } of points) {
    const width = textWidth(text) * (strong ? 1.08 : 1);
    const free = places(x, y, width).find(
      ({ box }) => inside(box, frame) && !taken.some((other) => overlap(box, other)),
    );
    if (!free) continue;
    taken.push(free.box);
    const middle = (free.box.top + free.box.bottom) / 2;
    if (free.far) {
      const end = Math.max(free.box.left, Math.min(x, free.box.right));
      svg.append(element('line', { x1: x, y1: y, x2: end, y2: middle, stroke: color, 'stroke-opacity': 0.5 }));
    }
    texts.push(element('text', { x: free.box.left, y: middle, ...textStyle(color, strong) }, text));
  }
  svg.append(...texts);
}

/** A label in its colour, on a seam of white. */
export const textStyle = (fill, strong) => ({
  fill,
  'font-weight': strong ? 700 : 400,
  'dominant-baseline': 'central',
  stroke: 'white',
  'stroke-width': 3,
  'paint-order': 'stroke',
});

/** Boxes around a point, near ones first. */
function* placesAround(x, y, width) {
  const height = FONT_SIZE + 2;
  for (let distance = 8; distance <= 130; distance += 6) {
    for (const turn of [0, 4, 6, 2, 1, 7, 3, 5, 0.5, 7.5, 3.5, 4.5]) {
      const angle = (turn * Math.PI) / 4;
      const [dx, dy] = [Math.cos(angle) * distance, -Math.sin(angle) * distance];
      const left = x + dx + (dx > 1 ? 0 : dx < -1 ? -width : -width / 2);
      const top = y + dy - height / 2;
      yield { box: { left, right: left + width, top, bottom: top + height }, far: distance > 14 };
    }
  }
}

const places = (x, y, width) => [...placesAround(x, y, width)];

const overlap = (a, b) => a.left < b.right + 2 && b.left < a.right + 2 && a.top < b.bottom && b.top < a.bottom;

const inside = (box, frame) =>
  box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;

/** A key to the groups that occur, as a line of marks and names. @param {string[]} groups */
export function legend(svg, groups, x, y) {
  let at = x;
  for (const group of groups) {
    const { title, color, symbol } = GROUPS[group];
    svg.append(element('path', { d: SYMBOLS[symbol], fill: color, transform: `translate(${at},${y})` }));
    svg.append(element('text', { x: at + 10, y, fill: color, 'dominant-baseline': 'central' }, title));
    at += textWidth(title) + 34;
  }
}

/** Marks of about 60 square pixels, around the origin. */
export const SYMBOLS = {
  star: 'M0,-6.5L1.6,-2.1L6.2,-2L2.5,0.8L3.8,5.3L0,2.6L-3.8,5.3L-2.5,0.8L-6.2,-2L-1.6,-2.1Z',
  circle: 'M4.2,0A4.2,4.2,0,1,1,-4.2,0A4.2,4.2,0,1,1,4.2,0Z',
  diamond2: 'M0,-5.4L5.4,0L0,5.4L-5.4,0Z',
  triangle: 'M0,-5L4.6,3.6L-4.6,3.6Z',
  square: 'M-3.8,-3.8L3.8,-3.8L3.8,3.8L-3.8,3.8Z',
};
