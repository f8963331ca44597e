/** The plots of a comparison, as SVG. */
import * as Plot from '@observablehq/plot';
import { document, element, GROUPS, label, legend, SYMBOLS, svgFile, textStyle, WIDTH } from './svg.mjs';
import { groupBy } from './tables.mjs';

const HEIGHT = 460;
const BITS = 'bits per byte (less is better)';
const MARGINS = { marginLeft: 56, marginRight: 24, marginTop: 68, marginBottom: 44 };

/**
 * Points that nothing else beats in both: no other is as small and as quick.
 * @template T @param {T[]} points @param {(point: T) => number} time @param {(point: T) => number} size
 * @returns {T[]} quickest first.
 */
export function paretoFront(points, time, size) {
  const front = [];
  for (const point of [...points].sort((a, b) => time(a) - time(b) || size(a) - size(b))) {
    if (front.length === 0 || size(point) < size(front.at(-1))) front.push(point);
  }
  return front;
}

/**
 * Bits per byte against time, with the front.
 * @param {import('./tables.mjs').Line[]} lines of one corpus. @param {'compress' | 'decompress'} verb
 * @param {string} title @param {(program: string) => string} short a program's label.
 */
export function paretoPlot(lines, verb, title, short) {
  const points = lines.filter((line) => line.files === line.all && line[verb] > 0);
  const front = paretoFront(
    points,
    (line) => line[verb],
    (line) => line.bpb,
  );
  const plot = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    ...MARGINS,
    x: {
      type: 'log',
      domain: padded(points.map((line) => line[verb])),
      label: `time to ${verb}, × that of xz -9e compressing (less is better)`,
      labelArrow: 'none',
      labelAnchor: 'center',
      tickFormat: plain,
      grid: true,
    },
    y: { label: null, grid: true, domain: aired(points.map(({ bpb }) => bpb)) },
    marks: [
      Plot.line(front, { x: verb, y: 'bpb', stroke: '#888', strokeWidth: 1.5, curve: 'step-after' }),
      Plot.dot(points, { x: verb, y: 'bpb', r: 0 }),
    ],
  });
  const [x, y] = [plot.scale('x'), plot.scale('y')];
  const marks = points.map((line) => ({
    line,
    x: x.apply(line[verb]),
    y: y.apply(line.bpb),
    text: short(line.program),
    color: GROUPS[line.group].color,
    strong: line.group === 'ours',
  }));
  const steps = stepsOf(front.map((line) => [x.apply(line[verb]), y.apply(line.bpb)]));
  // Ours first, then the front: they must be labelled even if that crowds out all others.
  const rank = ({ line }) => (line.group === 'ours' ? 0 : front.includes(line) ? 1 : 2);
  const frame = { left: 58, right: WIDTH - 4, top: 58, bottom: HEIGHT - 46 };
  label(
    plot,
    marks.sort((a, b) => rank(a) - rank(b)),
    frame,
    steps,
  );
  // Marks lie on the seams of labels.
  drawMarks(plot, marks);
  heading(plot, title, BITS);
  legend(
    plot,
    Object.keys(GROUPS).filter((group) => points.some((line) => line.group === group)),
    16,
    34,
  );
  return svgFile(plot, title);
}

/** The lines of a front, as boxes of no width or no height: from corner to corner it goes right, then down. */
function stepsOf(corners) {
  return corners.slice(1).flatMap(([right, bottom], i) => [
    { left: corners[i][0], right, top: corners[i][1], bottom: corners[i][1] },
    { left: right, right, top: corners[i][1], bottom },
  ]);
}

/** @param {{ program: string, group: string, bytes: number, packed: number }[]} rows of one file's starts. */
export function lengthsPlot(rows, title, short) {
  const points = rows.map((row) => ({ ...row, bpb: (8 * row.packed) / row.bytes }));
  const programs = [...new Set(points.map(({ program }) => program))];
  const styleOf = lineStyles(points);
  const plot = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    ...MARGINS,
    marginRight: 130,
    x: {
      type: 'log',
      label: 'bytes of the input',
      labelArrow: 'none',
      labelAnchor: 'center',
      tickFormat: 's',
      grid: true,
    },
    y: { type: 'log', label: null, tickFormat: plain, ticks: 8, grid: true },
    marks: programs.map((program) =>
      Plot.line(
        points.filter((point) => point.program === program),
        { x: 'bytes', y: 'bpb', ...styleOf.get(program) },
      ),
    ),
  });
  const [x, y] = [plot.scale('x'), plot.scale('y')];
  const ends = programs.map((program) => {
    const own = points.filter((point) => point.program === program).sort((a, b) => a.bytes - b.bytes);
    const { stroke } = styleOf.get(program);
    const last = own.at(-1);
    return {
      x: x.apply(last.bytes),
      y: y.apply(last.bpb),
      text: short(program),
      color: stroke,
      strong: last.group === 'ours',
    };
  });
  sideLabels(plot, ends, { top: 68, bottom: HEIGHT - 50 });
  heading(plot, title, BITS);
  return svgFile(plot, title);
}

/**
 * How our sizes went, from commit to commit.
 * @param {{ commit: string, program: string, packed: number }[]} rows oldest first.
 */
export function historyPlot(rows, title, short) {
  const commits = [...new Set(rows.map(({ commit }) => commit))];
  const points = rows.map((row) => ({ ...row, at: commits.indexOf(row.commit) }));
  const programs = [...new Set(points.map(({ program }) => program))];
  const dashes = ['1,0', '6,3', '2,3', '8,3,2,3'];
  const plot = Plot.plot({
    document,
    width: WIDTH,
    height: 360,
    ...MARGINS,
    marginBottom: 84,
    marginRight: 130,
    x: { type: 'point', domain: commits.map((_, i) => i), tickFormat: (i) => commits[i], tickRotate: -60, label: null },
    y: { label: null, grid: true, zero: false, nice: true, tickFormat: '~s' },
    marks: programs.map((program, i) => {
      const own = points.filter((point) => point.program === program);
      return Plot.line(own, {
        x: 'at',
        y: 'packed',
        stroke: OURS[i % OURS.length],
        strokeDasharray: dashes[i % 4],
        marker: 'dot',
      });
    }),
  });
  const [x, y] = [plot.scale('x'), plot.scale('y')];
  const ends = programs.map((program, i) => {
    const last = points.filter((point) => point.program === program).at(-1);
    return {
      x: x.apply(last.at),
      y: y.apply(last.packed),
      text: short(program),
      color: OURS[i % OURS.length],
      strong: true,
    };
  });
  sideLabels(plot, ends, { top: 68, bottom: 270 });
  heading(plot, title, 'bytes (less is better)');
  return svgFile(plot, title);
}

const OURS = ['#D55E00', '#A63C00', '#7A2B00', '#E08A4B'];
const OTHERS = ['#0072B2', '#007A5A', '#9A4C8A', '#8A6100', '#444444', '#3F8FC5'];

/** A style for each program: colours first, and dashes where there are more programs than colours. */
function lineStyles(points) {
  const groups = groupBy(points, ({ group }) => (group === 'ours' ? 'ours' : 'others'));
  const styles = new Map();
  for (const [group, own] of groups) {
    const colors = group === 'ours' ? OURS : OTHERS;
    for (const [i, program] of [...new Set(own.map(({ program }) => program))].entries()) {
      const strokeDasharray = ['1,0', '5,3', '1,3'][Math.floor(i / colors.length) % 3];
      styles.set(program, {
        stroke: colors[i % colors.length],
        strokeWidth: group === 'ours' ? 2.5 : 1.5,
        strokeDasharray,
      });
    }
  }
  return styles;
}

/** Labels to the right of where lines end, moved apart. */
function sideLabels(plot, ends, { top, bottom }) {
  const step = 14;
  const sorted = [...ends].sort((a, b) => a.y - b.y);
  let at = top;
  for (const end of sorted) {
    end.at = Math.max(end.y, at);
    at = end.at + step;
  }
  let limit = bottom;
  for (const end of sorted.toReversed()) {
    end.at = Math.min(end.at, limit);
    limit = end.at - step;
  }
  const left = Math.max(...ends.map(({ x }) => x)) + 16;
  for (const { x, y, at, text, color, strong } of sorted) {
    plot.append(element('line', { x1: x + 2, y1: y, x2: left - 3, y2: at, stroke: color, 'stroke-opacity': 0.5 }));
    plot.append(element('text', { x: left, y: at, ...textStyle(color, strong) }, text));
  }
}

function drawMarks(plot, marks) {
  // Ours last, so that they lie on top.
  for (const { line, x, y, color } of [...marks].sort((a, b) => a.strong - b.strong)) {
    const d = SYMBOLS[GROUPS[line.group].symbol];
    plot.append(
      element('path', { d, fill: color, stroke: 'white', 'stroke-width': 0.7, transform: `translate(${x},${y})` }),
    );
  }
}

function heading(plot, title, axis) {
  plot.append(element('text', { x: 8, y: 52, fill: '#222' }, axis));
  plot.append(element('text', { x: 8, y: 16, 'font-size': 14, 'font-weight': 700, fill: '#222' }, title));
}

/** A linear domain with room for labels. */
function aired(values) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return [least - 0.07 * (most - least), most + 0.04 * (most - least)];
}

/** A logarithmic domain with a little air on both sides. */
function padded(values) {
  return [Math.min(...values) / 1.2, Math.max(...values) * 1.2];
}

const plain = (value) => String(Number(value.toPrecision(2)));
