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

test.each([
  ['bad.jsonl', '{"label":"a","text":"b"}\n{"label":"a"}\n', /bad\.jsonl: line 2: there must be a label and a text/],
  ['bad.jsonl', '{"label":\n', /bad\.jsonl: line 1: is no JSON/],
  ['bad.csv', 'label,text\na,"b\n', /bad\.csv: line 2: a quote is out of place/],
  ['bad.tsv', 'only one cell\n', /bad\.tsv: line 1: there must be a label and a text/],
  ['empty.csv', '', /empty\.csv: has no examples/],
])('examples that are none: %s', (name, content, message) => {
  writeFileSync(path(name), content);
  const { status, stderr } = surprisal(['classify', '--train', name, '--eval', 'test.tsv']);
  expect(status).toBe(1);
  expect(stderr.toString()).toMatch(message);
  expect(stderr.toString()).toMatch(/^surprisal: [^\n]+\n$/);
});

test('a classifier that is none is refused', () => {
  const { status, stderr } = surprisal(['classify', '--load', 'test.tsv', 'test.tsv']);
  expect(status).toBe(1);
  expect(stderr.toString()).toMatch(/^surprisal: [^\n]+\n$/);
});

test('distance: a matrix, a tree, a picture', () => {
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
  expect(out('distance', '--newick', ...all)).toMatch(/^\(.*\);\n$/s);
  out('distance', '--tree', '--svg', 'tree.svg', ...all);
  expect(readFileSync(path('tree.svg'), 'utf8')).toMatch(/^<svg[\s\S]*kitchen2[\s\S]*<\/svg>/);
});

test.each([
  [['classify', 'test.tsv']],
  [['classify', '--train', 'train.jsonl', '--order', '9']],
  [['distance', 'test.tsv']],
  [['distance', '--model', 'nothing', 'test.tsv', 'train.jsonl']],
  [['distance', '--tree', '--newick', 'test.tsv', 'train.jsonl']],
])('usage: %j', (args) => {
  const { status, stderr } = surprisal(args);
  expect(status).toBe(2);
  expect(stderr.toString()).toMatch(/^surprisal: [^\n]+\n$/);
});
