/** classify and distance on the command line. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { files, path, shell, surprisal } from './support.js';

const WORDS = {
  sea: ['ship', 'wave', 'sail', 'anchor', 'harbour', 'tide', 'deck', 'sailor'],
  kitchen: ['pan', 'butter', 'oven', 'spoon', 'flour', 'salt', 'recipe', 'dough'],
};
type Label = keyof typeof WORDS;

/** A text of a kind: words of it, in an order that `seed` says. */
function textOf(label: Label, seed: number): string {
  return Array.from({ length: 9 }, (_, i) => WORDS[label][(seed * 7 + i * (seed % 5) + i) % 8]).join(' the ');
}
const examples = (from: number, n: number): { label: Label; text: string }[] =>
  Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 'sea' : 'kitchen') as Label).map((label, i) => ({
    label,
    text: textOf(label, from + i),
  }));

const lines = (rows: readonly string[]): string => `${rows.join('\n')}\n`;

beforeEach(() => {
  for (const name of files()) rmSync(path(name), { recursive: true, force: true });
  writeFileSync(path('train.jsonl'), lines(examples(1, 40).map((example) => JSON.stringify(example))));
  writeFileSync(
    path('test.tsv'),
    lines(['text\tlabel', ...examples(100, 20).map(({ label, text }) => `${text}\t${label}`)]),
  );
});

const out = (...args: string[]): string => {
  const { status, stdout, stderr } = surprisal(args);
  expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' });
  return stdout.toString();
};

test('--train and --eval tell accuracy and macro-F1', () => {
  const found = JSON.parse(out('classify', '--train', 'train.jsonl', '--eval', 'test.tsv', '--json'));
  expect(found).toMatchObject({
    task: 'classify',
    accuracy: 1,
    macroF1: 1,
    documents: 20,
    classes: 2,
    unknownLabels: [],
  });
  expect(found.confusion).toEqual([
    { label: 'sea', found: 'sea', count: 10 },
    { label: 'kitchen', found: 'kitchen', count: 10 },
  ]);
  expect(out('classify', '--train', 'train.jsonl', '--eval', 'test.tsv')).toBe(
    'accuracy 100.00 %, macro-F1 100.00 %, 20 texts of 2 classes\n',
  );
});

test('what was learned is saved, loaded, and tells what texts are; folders and CSV are examples, too', () => {
  expect(out('classify', '--train', 'train.jsonl', '--save', 'a.cls')).toBe('');
  expect(surprisal(['classify', '--train', 'train.jsonl', '--save', 'a.cls']).stderr.toString()).toMatch(
    /a\.cls already exists/,
  );
  writeFileSync(path('x'), textOf('sea', 500));
  expect(out('classify', '--load', 'a.cls', 'x')).toMatch(/^sea\t[01]\.\d{3}\tx\n$/);
  const found = shell(
    `printf '%s\\n' '${textOf('kitchen', 501)}' '${textOf('sea', 502)}' | $S classify --load a.cls --lines`,
  );
  expect(
    found.stdout
      .toString()
      .split('\n')
      .map((line) => line.split('\t')[0]),
  ).toEqual(['kitchen', 'sea', '']);
  for (const label of ['sea', 'kitchen'] as const) {
    mkdirSync(path(`folder/${label}`), { recursive: true });
    for (let i = 0; i < 12; i++) writeFileSync(path(`folder/${label}/${i}`), textOf(label, i));
  }
  expect(out('classify', '--train', 'folder', '--eval', 'test.tsv')).toMatch(/^accuracy 100\.00 %/);
  writeFileSync(
    path('q.csv'),
    lines(['label,text', ...examples(1, 30).map(({ label, text }) => `${label},"${text}, ""quoted""\nline two"`)]),
  );
  expect(out('classify', '--train', 'q.csv', '--eval', 'test.tsv')).toMatch(/^accuracy 100\.00 %/);
});

test('--neighbours takes the label of the nearest examples, by any model, whatever -j', () => {
  const args = ['classify', '--train', 'train.jsonl', '--eval', 'test.tsv', '--neighbours', '3', '--json'];
  const found = ['-j1', '-j2'].map((jobs) => JSON.parse(out(...args, jobs)));
  for (const { accuracy, anyOfThem, neighbours, model } of found) {
    expect(accuracy).toBeGreaterThan(0.9);
    expect([anyOfThem, neighbours, model]).toEqual([1, 3, 'deflate']);
  }
  expect(found[0].confusion).toEqual(found[1].confusion);
  // Two of three are of the kitchen, but the nearest is of the sea.
  writeFileSync(path('t.tsv'), 'label\ttext\nsea\tship wave sail\nkitchen\tship wave salt\nkitchen\tship wave dough\n');
  writeFileSync(path('x'), 'ship wave sail');
  const told = (k: string): string => out('classify', '--train', 't.tsv', '--neighbours', k, '--model', 'order-2', 'x');
  expect(told('1')).toMatch(/^sea\t0\.\d{3}\tx\n$/);
  expect(told('2')).toMatch(/^sea\t/);
  expect(told('3')).toMatch(/^kitchen\t/);
  const json = surprisal(
    ['classify', '--train', 't.tsv', '--neighbours', '2', '--lines', '--json'],
    Buffer.from('ship\n\nsalt\n'),
  );
  const lines = json.stdout
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ input, neighbours }) => [input, neighbours.length])).toEqual([
    ['ship', 2],
    ['salt', 2],
  ]);
});

test.each([
  ['bad.jsonl', '{"label":"a","text":"b"}\n{"label":"a"}\n', /bad\.jsonl: line 2: there is no text column/],
  ['bad.jsonl', '{"label":\n', /bad\.jsonl: line 1: not valid JSON/],
  ['bad.csv', 'label,text\na,"b\n', /bad\.csv: line 2: a quoted cell is never closed/],
  ['bad.csv', 'label,other\na,b\n', /bad\.csv: line 1: there is no text column/],
  ['bad.tsv', 'only one cell\n', /bad\.tsv: line 1: there is only one column; a table needs a label and a text/],
  ['bad.tsv', 'a\tb\n\tc\n', /bad\.tsv: line 2: the label is empty/],
  ['empty.csv', '', /empty\.csv: contains no examples/],
  ['none.csv', 'a,\na,\nb,text\n', /none\.csv: all examples of the class a are empty/],
  ['bytes.csv', 'a,\0b\n', /bytes\.csv: is not UTF-8 text/],
])('examples that are none: %s', (name, content, message) => {
  writeFileSync(path(name), content);
  const { status, stderr } = surprisal(['classify', '--train', name, '--eval', 'test.tsv']);
  expect(status).toBe(1);
  expect(stderr.toString()).toMatch(message);
  expect(stderr.toString()).toMatch(/^surprisal: [^\n]+\n$/);
});

test('a folder with an empty class, one class, labels that were never learned', () => {
  const says = (...args: string[]): string => {
    const { status, stderr } = surprisal(['classify', ...args]);
    expect(status).toBe(1);
    return stderr.toString();
  };
  mkdirSync(path('folder/full'), { recursive: true });
  mkdirSync(path('folder/none'));
  writeFileSync(path('folder/full/a'), 'text');
  expect(says('--train', 'folder', '--eval', 'test.tsv')).toMatch(/folder: the folder of the class none is empty\n$/);
  writeFileSync(path('one.tsv'), 'sea\tship\nsea\tsail\n');
  expect(says('--train', 'one.tsv', '--eval', 'test.tsv')).toMatch(
    /at least two classes are needed; there is only sea\n$/,
  );
  writeFileSync(path('other.tsv'), 'air\tplane\nair\twing\n');
  expect(says('--train', 'train.jsonl', '--eval', 'other.tsv')).toMatch(
    /other\.tsv: none of its labels occurs in the training examples: air\n$/,
  );
  writeFileSync(path('latin1.csv'), Buffer.from('a,caf\xe9\n', 'latin1'));
  expect(says('--train', 'latin1.csv', '--eval', 'test.tsv')).toMatch(/latin1\.csv: is not UTF-8 text/);
});

test('a classifier that is none is refused', () => {
  const { status, stderr } = surprisal(['classify', '--load', 'test.tsv', 'test.tsv']);
  expect(status).toBe(1);
  expect(stderr.toString()).toMatch(/^surprisal: test\.tsv: [^\n]+\n$/);
});

test('distance, cluster, neighbours: a matrix, a tree, groups, a picture, the nearest', () => {
  for (const label of ['sea', 'kitchen'] as const) {
    for (const i of [1, 2]) {
      const texts = Array.from({ length: 9 }, (_, k) => textOf(label, 100 * i + k));
      writeFileSync(path(`${label}${i}`), lines(texts));
    }
  }
  const all = ['kitchen1', 'kitchen2', 'sea1', 'sea2'];
  const { distances, names } = JSON.parse(out('distance', '--json', ...all));
  expect(names).toEqual(all);
  for (let i = 0; i < 4; i++) for (let j = 0; j < i; j++) expect(distances[i][j]).toBe(distances[j][i]);
  expect(distances[0][1]).toBeLessThan(distances[0][2]);
  expect(out('distance', ...all)).toMatch(/^kitchen1 {3}0\.000 {3}0\.\d{3}/);
  expect(JSON.parse(out('distance', '--json', '--model', 'deflate', ...all)).distances[0][1]).toBeLessThan(1);
  expect(out('cluster', ...all)).toMatch(/├─.*\n.*kitchen1\n.*kitchen2\n.*\n.*sea1\n.*sea2\n$/);
  expect(out('cluster', '--groups', '2', ...all)).toBe('1\tkitchen1\n1\tkitchen2\n2\tsea1\n2\tsea2\n');
  expect(JSON.parse(out('cluster', '--json', '--groups', '2', ...all)).groups).toEqual([all.slice(0, 2), all.slice(2)]);
  expect(JSON.parse(out('cluster', '--json', ...all)).tree.left.left).toBe('kitchen1');
  expect(out('cluster', '--newick', ...all)).toMatch(/^\(.*\);\n$/s);
  out('cluster', '--svg', 'tree.svg', ...all);
  expect(readFileSync(path('tree.svg'), 'utf8')).toMatch(/^<svg[\s\S]*kitchen2[\s\S]*<\/svg>/);
  expect(out('neighbours', '-n', '1', 'sea1', ...all.slice(0, 2), 'sea2')).toMatch(/^0\.\d{3} {2}sea2\n$/);
  writeFileSync(path('q'), lines([textOf('sea', 100), '', textOf('kitchen', 200)]));
  const found = out('neighbours', '--lines', '--json', '-n', '2', 'q', 'sea1', 'kitchen2')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(found.map(({ input }) => input)).toEqual([textOf('sea', 100), textOf('kitchen', 200)]);
  for (const { input, neighbours } of found) {
    expect(neighbours).toHaveLength(2);
    expect(neighbours[0].name).toBe(input);
  }
});

test('distance, cluster, neighbours: the same whatever -j', () => {
  const names = Array.from({ length: 10 }, (_, i) => `t${i}`);
  for (const [i, name] of names.entries()) {
    const texts = Array.from({ length: 40 + i }, (_, k) => textOf(i % 2 === 0 ? 'sea' : 'kitchen', 50 * i + k));
    writeFileSync(path(name), lines(texts));
  }
  for (const [verb, ...args] of [
    ['distance', '--model', 'order-1', '--measure', 'cosine', ...names],
    ['cluster', '--model', 'lzw', '--newick', ...names],
    ['neighbours', '--model', 'order-1', ...names],
    ['neighbours', '--model', 'order-1', '--lines', '-n', '2', 'test.tsv', ...names],
  ] as const) {
    expect(out(verb, '-j1', ...args)).toBe(out(verb, '-j2', ...args));
  }
});

test.each([
  [['classify', 'test.tsv']],
  [['classify', '--train', 'train.jsonl', '--order', '9']],
  [['classify', '--train', 'train.jsonl', '--model', 'ppm', 'test.tsv']],
  [['classify', '--train', 'train.jsonl', '--neighbours', '0', 'test.tsv']],
  [['classify', '--train', 'train.jsonl', '--neighbours', '1', '--save', 'x', 'test.tsv']],
  [['classify', '--load', 'train.jsonl', '--neighbours', '1', 'test.tsv']],
  [['distance', 'test.tsv']],
  [['distance', '--model', 'nothing', 'test.tsv', 'train.jsonl']],
  [['distance', '-j', '257', 'test.tsv', 'train.jsonl']],
  [['cluster', 'test.tsv']],
  [['cluster', '--measure', 'information', 'test.tsv', 'train.jsonl']],
  [['cluster', '--groups', '3', 'test.tsv', 'train.jsonl']],
  [['cluster', '--groups', '2', '--newick', 'test.tsv', 'train.jsonl']],
  [['neighbours', 'test.tsv']],
  [['neighbours', '-n', '0', 'test.tsv', 'train.jsonl']],
])('usage: %j', (args) => {
  const { status, stderr } = surprisal(args);
  expect(status).toBe(2);
  expect(stderr.toString()).toMatch(/^surprisal: [^\n]+\n$/);
});

test.each([
  [['distance', 'test.tsv', 'folder'], 'folder: is a directory'],
  [['cluster', 'test.tsv', 'not-there'], 'not-there: no such file or directory'],
  [['neighbours', 'test.tsv', 'folder'], 'folder: is a directory'],
  [['neighbours', '--lines', 'zeros', 'test.tsv'], 'zeros: contains null bytes, so it is not text'],
  [['neighbours', '--lines', 'test.tsv', 'empty'], 'empty: nothing to compare with'],
  [['classify', '--train', 'train.jsonl', '--lines', 'zeros'], 'zeros: contains null bytes, so it is not text'],
  [['classify', '--train', 'not-there', 'test.tsv'], 'not-there: no such file or directory'],
  [['outliers', 'folder'], 'folder: is a directory'],
  [['generate', 'not-there'], 'not-there: no such file or directory'],
] as const)('says which file it is about: %j', (args, complaint) => {
  mkdirSync(path('folder'));
  writeFileSync(path('zeros'), new Uint8Array(100));
  writeFileSync(path('empty'), '');
  const { status, stderr } = surprisal(args);
  expect([status, stderr.toString()]).toEqual([1, `surprisal: ${complaint}\n`]);
});
