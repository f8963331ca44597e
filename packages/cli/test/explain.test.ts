/** measure and explain on the command line. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { deflate, lzw } from 'surprisal/classical';
import { beforeEach, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { files, path, shell, surprisal } from './support.js';

beforeEach(() => {
  for (const name of files()) rmSync(path(name), { recursive: true, force: true });
  writeFileSync(path('log'), INPUTS['log']!);
  writeFileSync(
    path('t.csv'),
    `id,name\n${Array.from({ length: 50 }, (_, i) => `${i},"user, the ${(i * i) % 7}th"\n`).join('')}`,
  );
});

const out = (...args: string[]): string => {
  const { status, stdout, stderr } = surprisal(args);
  expect({ status, stderr: status === 0 ? '' : stderr.toString() }).toEqual({ status: 0, stderr: '' });
  return stdout.toString();
};

test('measure: a table of entropies and models', () => {
  const [head, row] = out('measure', '-m', 'order-0,order-2', 'log').split('\n');
  expect(head).toBe('          bytes      H0      H1      H2      H3   order-0   order-2  name');
  expect(row).toMatch(
    /^ {10}\d,\d{3} {3}\d\.\d{3} {3}\d\.\d{3} {3}\d\.\d{3} {3}\d\.\d{3} {5}\d\.\d{3} {5}\d\.\d{3} {2}log$/,
  );
  const json = JSON.parse(out('measure', '--json', '-m', 'order-0', '--by', 'class', 'log'));
  expect(json).toMatchObject({ task: 'measure', input: 'log', bytes: INPUTS['log']!.length });
  const parts: { bytes: number; bits: Record<string, number> }[] = json.parts;
  expect(parts.reduce((n, { bytes }) => n + bytes, 0)).toBe(json.bytes);
  expect(parts.reduce((n, { bits }) => n + bits['order-0']!, 0)).toBeCloseTo(json.models['order-0'].bits, 3);
  expect(json.models['order-0'].bitsPerByte).toBeGreaterThan(json.entropy[0] - 0.5);
});

test('measure: a classical coder costs what its code is long, beside a model and in frames', () => {
  const { models } = JSON.parse(out('measure', '--json', '-m', 'deflate,order-0', 'log'));
  expect(models.deflate.bits).toBe(8 * deflate.encode(INPUTS['log']!).length);
  expect(models['order-0'].bits).toBeGreaterThan(0);
  const cut = JSON.parse(out('measure', '--json', '-m', 'lzw', '--frame-size', '2K', 'log'));
  expect(cut.models.lzw.frames).toEqual(
    cut.frames.map(([a, b]: [number, number]) => 8 * lzw.encode(INPUTS['log']!.subarray(a, b)).length),
  );
});

test('measure --by: fields by name, the dearest lines first', () => {
  const fields = out('measure', '--by', 'field', '-m', 'order-1', 't.csv').split('\n');
  expect(
    fields
      .slice(2, 4)
      .map((line) => line.split(/ {2,}/)[0])
      .sort(),
  ).toEqual(['1 id', '2 name']);
  const lines = out('measure', '--by', 'line', '-m', 'order-1', 't.csv').split('\n').slice(2, -1);
  const bits = lines.map((line) => Number(line.split(/ +/).at(-1)));
  expect(bits).toEqual([...bits].sort((a, b) => b - a));
});

test('measure --mdl: both parts, the shortest marked', () => {
  writeFileSync(path('counted'), Array.from({ length: 30 }, (_, i) => `${'a'.repeat(i)}${'b'.repeat(i)}\n`).join(''));
  const [head, titles, ...rows] = out('measure', '--mdl', '--cells', '0,1', '-m', 'order-2', 'counted').split('\n');
  expect(head).toBe('counted, 900 bytes');
  expect(titles).toBe('model    weights, bits  data, bits  total, bits  bits per byte');
  expect(rows.map((row) => row.split(' ')[0])).toEqual(['order-2', 'net-0', 'net-1', '']);
  expect(rows.filter((row) => row.endsWith('  shortest')).length).toBe(1);
  const json = JSON.parse(out('measure', '--mdl', '--json', '--cells', '1', '-m', 'order-2', 'counted'));
  expect(json).toMatchObject({ task: 'mdl', input: 'counted', bytes: 900, network: 'net-1' });
  const [order2, net1] = json.descriptions;
  expect(order2).toMatchObject({ model: 'order-2', weightBits: 0 });
  expect(net1.weightBits + net1.dataBits).toBeCloseTo(net1.bits, 9);
  expect(json.best).toBe(net1.bits < order2.bits ? 'net-1' : 'order-2');
  for (const wrong of [
    ['--mdl', '--by', 'class'],
    ['--cells', '1'],
    ['--mdl', '--cells', '1,x'],
    ['--mdl', '--cells', '129'],
  ]) {
    expect(surprisal(['measure', ...wrong, 'counted']).status).toBe(2);
  }
});

test('explain without colour: a line of digits below each line', () => {
  writeFileSync(path('a'), 'aaaaaaaaaaaaaaaa\ttab\nZ\n');
  const lines = out('explain', '--model', 'order-0', 'a').split('\n');
  expect(lines[0]).toBe('aaaaaaaaaaaaaaaa\ttab');
  expect(lines[1]).toMatch(/^8\d+\t\d{4}$/);
  expect(lines[1]!.slice(6, 16)).toMatch(/^[01]+$/);
  expect(lines[2]).toBe('Z');
  expect(out('explain', '--model', 'order-0', '--against', 'order-2', 'log').split('\n')[1]).toMatch(/^[+.-]+$/);
});

test('explain of what is no text is a map; control characters are shown, not obeyed', () => {
  writeFileSync(path('b'), INPUTS['random']!);
  expect(out('explain', '--model', 'order-0', 'b').split('\n')[1]).toMatch(/^00000000 {2}[0-9]{64}$/);
  writeFileSync(path('c'), `${'text '.repeat(40)}\x1b[31mred`);
  expect(out('explain', '--model', 'order-0', 'c')).toContain('\\x1b[31mred');
});

test('explain on a terminal is painted, unless NO_COLOR says otherwise', () => {
  const painted = shell(`script -qec "$S explain -q --model order-0 log" /dev/null < /dev/null`).stdout.toString();
  expect(painted).toContain('\x1b[0;48;5;');
  const plain = shell(
    `NO_COLOR=1 script -qec "$S explain -q --model order-0 log" /dev/null < /dev/null`,
  ).stdout.toString();
  expect(plain).not.toContain('48;5;');
});

test('explain --html writes a page, whole, and overwrites none', () => {
  expect(out('explain', '--model', 'order-1', '--html', 'log.html', 'log')).toBe('');
  expect(readFileSync(path('log.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  const refused = surprisal(['explain', '--model', 'order-1', '--html', 'log.html', 'log']);
  expect([refused.status, refused.stderr.toString()]).toEqual([
    1,
    'surprisal: log: log.html already exists; use -f to overwrite it\n',
  ]);
  expect(files()).toEqual(['log', 'log.html', 't.csv']);
});

test('explain --html --json tells of the page, not of each byte', () => {
  const found = JSON.parse(out('explain', '--json', '--html', 'p.html', '--model', 'order-1', 'log'));
  expect(found).toMatchObject({ task: 'explain', input: 'log', output: 'p.html', model: 'order-1' });
  expect(found).not.toHaveProperty('surprisal');
  expect(files()).toContain('p.html');
});

test('explain --steps tells how a classical coder goes about it', () => {
  writeFileSync(path('a'), 'abracadabra');
  expect(out('explain', '-q', '--steps', 'lz77', 'a')).toBe(
    [
      ...['a', 'b', 'r', 'a', 'c', 'a', 'd'].map((c, i) => `${String(i).padStart(8)}  '${c}'  8 bits`),
      "       7  'abra'  4 bytes from 7 back, 24 bits",
      '',
    ].join('\n'),
  );
  const huffman = out('explain', '-q', '--steps', 'huffman', 'a').split('\n');
  expect(huffman[0]).toMatch(/^merge '.' and '.': 2 occurrences$/);
  const steps = out('explain', '--json', '--steps', 'lzw', 'a')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(steps.reduce((n, { length }) => n + length, 0)).toBe(11);
  for (const codec of ['arithmetic', 'morse', 'deflate']) expect(out('explain', '--steps', codec, 'a')).toContain('a');
});

test.each([
  [['explain', '--steps', 'huffman', '--top', '1', 'log']],
  [['explain', '--steps', 'gzip', 'log']],
  [['measure', '-m', 'order-0,nothing', 'log']],
  [['measure', '--by', 'colour', 'log']],
  [['explain', '--top', '17', 'log']],
  [['explain', '--against', 'nothing', 'log']],
  [['explain', '--html', 'x', 'log', 't.csv']],
  [['measure', '--by', 'line', '-m', 'deflate', 'log']],
])('usage: %j', (args) => {
  const { status, stderr } = surprisal(args);
  expect(status).toBe(2);
  expect(stderr.toString()).toMatch(/^surprisal: [^\n]+\n$/);
});

test('lines and fields are those of text', () => {
  writeFileSync(path('zeros'), new Uint8Array(100));
  for (const way of ['line', 'field']) {
    const { status, stderr } = surprisal(['measure', '-m', 'order-0', '--by', way, 'zeros']);
    expect(status).toBe(1);
    expect(stderr.toString()).toMatch(/^surprisal: zeros: contains null bytes, so it is not text[^\n]+\n$/);
  }
});
