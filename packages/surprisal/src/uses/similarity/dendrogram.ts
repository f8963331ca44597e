import type { Dendrogram } from './linkage.js';

/** The tree as text, with a line for each item and each join. */
export function dendrogramText(tree: Dendrogram, names: readonly string[]): string {
  const lines: string[] = [];
  const walk = (node: Dendrogram, first: string, rest: string): void => {
    if ('item' in node) {
      lines.push(`${first} ${names[node.item]}`);
      return;
    }
    lines.push(`${first}┐ ${node.height.toFixed(3)}`);
    walk(node.left, `${rest}├─`, `${rest}│ `);
    walk(node.right, `${rest}└─`, `${rest}  `);
  };
  walk(tree, '', '');
  return `${lines.join('\n')}\n`;
}

const ROW = 20;
const WIDTH = 480;
const MARGIN = 10;

/** The tree as an SVG image: leaves at the right, joins at their distance from them. */
export function dendrogramSvg(tree: Dendrogram, names: readonly string[]): string {
  const lines: string[] = [];
  const labels: string[] = [];
  const most = highest(tree) || 1;
  const x = (height: number): number => round(MARGIN + WIDTH * (1 - height / most));
  let rows = 0;
  const walk = (node: Dendrogram): { y: number; height: number } => {
    if ('item' in node) {
      const y = MARGIN + ROW * rows++;
      labels.push(`<text x="${x(0) + 6}" y="${y + 4}">${escaped(names[node.item]!)}</text>`);
      return { y, height: 0 };
    }
    const [a, b] = [walk(node.left), walk(node.right)];
    lines.push(`M${x(a.height)} ${a.y}H${x(node.height)}V${b.y}H${x(b.height)}`);
    return { y: round((a.y + b.y) / 2), height: node.height };
  };
  walk(tree);
  const width = WIDTH + 2 * MARGIN + 8 * names.reduce((most, { length }) => Math.max(most, length), 0);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${2 * MARGIN + ROW * rows}" font-family="sans-serif" font-size="12">`,
    `<path d="${lines.join('')}" fill="none" stroke="currentColor"/>`,
    `<g fill="currentColor">${labels.join('')}</g>`,
    '</svg>\n',
  ].join('\n');
}

function highest(node: Dendrogram): number {
  return 'item' in node ? 0 : Math.max(node.height, highest(node.left), highest(node.right));
}

const round = (value: number): number => Math.round(value * 10) / 10;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
