import fc from 'fast-check';
import { expect, test } from 'vitest';
import { historyPlot, lengthsPlot, paretoFront, paretoPlot } from '../src/report/plots.mjs';
import { PUBLISHED, publishedTable } from '../src/report/published.mjs';
import { replaceRegion } from '../src/report/readme.mjs';
import { document, element, label, textWidth } from '../src/report/svg.mjs';

const point = fc.record({ t: fc.integer({ min: 1, max: 20 }), s: fc.integer({ min: 1, max: 20 }) });

test('the front is what nothing beats: no point is as quick and as small as one of it, and better in either', () =>
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 30 }), (points) => {
      const front = paretoFront(
        points,
        ({ t }) => t,
        ({ s }) => s,
      );
      const beats = (a, b) => a.t <= b.t && a.s <= b.s && (a.t < b.t || a.s < b.s);
      for (const one of points) {
        const equal = front.some(({ t, s }) => t === one.t && s === one.s);
        expect(equal).toBe(!points.some((other) => beats(other, one)));
      }
    }),
  ));

test('labels overlap neither one another nor a point, and stay in the frame', () => {
  const frame = { left: 50, right: 700, top: 50, bottom: 400 };
  const place = fc.record({ x: fc.integer({ min: 60, max: 690 }), y: fc.integer({ min: 60, max: 390 }) });
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 25 }), (places) => {
      const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      const points = places.map((at, i) => ({ ...at, text: `program ${i}`, color: '#000' }));
      label(svg, points, frame, []);
      const boxes = [...svg.querySelectorAll('text')].map((text) => {
        const [left, middle] = ['x', 'y'].map((name) => Number(text.getAttribute(name)));
        return { left, right: left + textWidth(text.textContent), top: middle - 6, bottom: middle + 6 };
      });
      const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      for (const [i, box] of boxes.entries()) {
        expect(
          box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom,
        ).toBe(true);
        for (const other of boxes.slice(i + 1)) expect(apart(box, other)).toBe(true);
        for (const { x, y } of points)
          expect(x < box.left || x > box.right || y < box.top || y > box.bottom).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

const line = (program, group, compress, bpb) => ({
  program,
  group,
  files: 1,
  all: 1,
  compress,
  decompress: compress,
  bpb,
});

test('plots are whole SVG files: every program named, none that lacks a file', () => {
  const lines = [line('a', 'ours', 2, 1), line('b', 'debian', 1, 2), { ...line('c', 'debian', 1, 1), files: 0 }];
  const svg = paretoPlot(lines, 'compress', 'A title', (program) => `label of ${program}`);
  expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  for (const text of ['A title', 'label of a', 'label of b', 'surprisal', 'Debian']) expect(svg).toContain(text);
  expect(svg).not.toContain('label of c');

  const rows = [20, 200, 2000].map((bytes) => ({ program: 'a', group: 'ours', bytes, packed: bytes / 2 }));
  expect(lengthsPlot(rows, 'By length', String)).toContain('By length');
  const past = ['c1', 'c2'].map((commit) => ({ commit, program: 'a', packed: 10 }));
  expect(historyPlot(past, 'By commit', String)).toContain('c2');
  expect(element('text', { x: 1 }, 'a < b').outerHTML).toContain('a &lt; b');
});

test('each published figure says what was counted and where it stands', () => {
  for (const { program, data, bytes, rate, counted, source } of PUBLISHED) {
    for (const text of [program, counted, source]) expect(text).not.toBe('');
    expect(bytes === undefined).toBe(rate !== undefined);
    if (bytes) expect(data).not.toBe('');
  }
  // Bits per byte of a data set whose length is not known would be no number.
  expect(publishedTable()).not.toContain('NaN');
  expect(publishedTable()).toContain('| fx2-cmix | enwik9 | 110,351,665 | 110,793,128 | 0.883 |');
});

test('the region of the README is replaced and nothing else; a README without one is refused', () => {
  const marks = ['<!-- bench: written by npm run bench:report -->', '<!-- bench: end -->'];
  expect(replaceRegion(`before ${marks[0]}\nold\n${marks[1]} after`, 'new\n')).toBe(
    `before ${marks[0]}\nnew\n${marks[1]} after`,
  );
  expect(() => replaceRegion('nothing', 'new')).toThrow(/no region/);
});
