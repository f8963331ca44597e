/** Tables of examples on the command line: what is read, what is refused, and what is said then. */
import { rmSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { files, path, surprisal } from './support.js';

beforeEach(() => {
  for (const name of files()) rmSync(path(name), { recursive: true, force: true });
});

/** Twelve rows: a prize, or a meeting at the station. */
const LABELS = Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? 'spam' : 'ham'));
const TEXTS = LABELS.map((label, i) => (label === 'spam' ? `win a prize, call 0${i}` : `see you, at the station ${i}`));

/** The rows, each made by `row`, below `header`. */
const table = (header: string, row: (label: string, text: string) => string): string =>
  `${[...(header === '' ? [] : [header]), ...LABELS.map((label, i) => row(label, TEXTS[i] as string))].join('\n')}\n`;
const quoted = (label: string, text: string): string => `${label},"${text}"`;

function classify(name: string, content: string | Uint8Array, ...args: string[]) {
  writeFileSync(path(name), content);
  const { status, stdout, stderr } = surprisal(['classify', '--train', name, '--eval', name, '--json', ...args]);
  expect(stderr.toString()).toBe('');
  const found = JSON.parse(stdout.toString());
  return { status, found, said: found.error };
}

/** That the table is read as two classes of six, and each of its texts comes back whole. */
function expectRead(name: string, content: string | Uint8Array, ...args: string[]): void {
  const { status, found, said } = classify(name, content, ...args);
  expect({ status, said }).toEqual({ status: 0, said: undefined });
  expect([found.documents, found.classes, found.accuracy]).toEqual([12, 2, 1]);
  expect(found.confusion.map(({ label }: { label: string }) => label)).toEqual(['spam', 'ham']);
}

function expectRefused(name: string, content: string | Uint8Array, message: string, ...args: string[]): void {
  const { status, said } = classify(name, content, ...args);
  expect([status, said]).toEqual([1, `${name}: ${message}`]);
}

/** The texts as they were learned: each is nearest to itself. */
function textsOf(name: string, content: string, ...args: string[]): string[] {
  writeFileSync(path(name), content);
  const saved = ['classify', '--train', name, '--save', 'a.cls', '-f', ...args];
  const { status, stderr } = surprisal(saved);
  expect({ status, said: stderr.toString() }).toEqual({ status: 0, said: '' });
  const { stdout } = surprisal(['classify', '--load', 'a.cls', '--json', name]);
  return JSON.parse(stdout.toString()).ranking.map(({ label }: { label: string }) => label);
}

describe('columns', () => {
  test.each([
    ['label,text', quoted],
    ['text,label', (label: string, text: string) => `"${text}",${label}`],
    ['Label , TEXT', quoted],
    ['id,category,message', (label: string, text: string) => `7,${label},"${text}"`],
    ['sentence,sentiment', (label: string, text: string) => `"${text}",${label}`],
    ['title,class,content', (label: string, text: string) => `news,${label},"${text}"`],
  ] as const)('known by their names: %s', (header, row) => expectRead('t.csv', table(header, row)));

  test('by --label and --text: names, numbers, several of text', () => {
    const v1v2 = table('v1,v2,,,', (label, text) => `${quoted(label, text)},,,`);
    expect(classify('t.csv', v1v2).said).toContain("use --label 'v1' --text 'v2'; ");
    expectRead('t.csv', v1v2, '--label', 'v1', '--text', 'v2');
    const reversed = table('what,which', (label, text) => `"${text}",${label}`);
    expectRead('t.csv', reversed, '--label', 'which', '--text', 'what');
    expectRead('t.csv', reversed, '--label', 'which', '--text', '1');
    expectRead(
      't.csv',
      table('', (label, text) => `"${text}",${label}`),
      '--label',
      '2',
      '--text',
      '1',
    );
    expectRead('t.csv', table('label,text', quoted), '--label', '1', '--text', '2');
    const parts = table('kind,"a, b",c', (label, text) => `${label},"${text}",x`);
    expectRead('t.csv', parts, '--label', 'kind', '--text', 'a, b');
    expectRead('t.csv', parts, '--label', 'kind', '--text', '2,c');
    const objects = table('', (label, text) => JSON.stringify({ kind: label, 1: text }));
    expectRead('t.jsonl', objects, '--label', 'kind', '--text', '1');
  });

  test('a table without names: the label first; --headerless where the first label comes once', () => {
    expectRead('t.csv', table('', quoted));
    expectRead(
      't.csv',
      table('', (label, text) => `"${label}","a title","${text}"`),
    );
    const once = `spam,"win, win"\nham,"see, you"\nham,"at, six"\n`;
    expectRefused(
      't.csv',
      once,
      "line 1: no other row has the label 'spam'; if this row is column names, use --label 'spam' --text 'win, win'; if it is an example, use --headerless",
    );
    expect(classify('t.csv', once, '--headerless').found.documents).toBe(3);
  });

  test('names that nobody knows are no class', () => {
    const message = (label: string, text: string): string =>
      `line 1: no other row has the label '${label}'; if this row is column names, use --label '${label}' --text '${text}'; if it is an example, use --headerless`;
    expectRefused('t.csv', table('v1,v2', quoted), message('v1', 'v2'));
    expectRefused(
      't.tsv',
      table('v1\tv2', (label, text) => `${label}\t${text}`),
      message('v1', 'v2'),
    );
    expectRefused(
      't.csv',
      table('what,which', (label, text) => `"${text}",${label}`),
      message('what', 'which'),
    );
  });

  test.each([
    [
      'label,other',
      'line 1: there is no text column (text, message, sentence, content, body, document, title, headline, description); choose one with --text',
    ],
    [
      'other,text',
      'line 1: there is no label column (label, class, category, target, sentiment, topic); choose one with --label',
    ],
    ['label,Label', 'line 1: columns 1 and 2 are both named label; choose one by its number with --label'],
    ['class,category,text', 'line 1: columns class and category are both possible; choose one with --label'],
    ['label,message,body', 'line 1: columns message and body are both possible; choose one with --text'],
  ] as const)('in doubt it asks: %s', (header, message) => {
    expectRefused('t.csv', `${header}\n${header.replace(/[^,]+/g, 'x')}\n`, message);
  });

  test('an option that is wrong is refused', () => {
    const content = table('label,text', quoted);
    expectRefused('t.csv', content, "line 1: no column is named 'x'; the columns are label, text", '--label', 'x');
    expectRefused('t.csv', content, 'line 1: --text: there is no column 3, only 2', '--text', '3');
    expectRefused(
      't.csv',
      content,
      'line 1: without column names, --label and --text take numbers',
      '--headerless',
      '--label',
      'x',
    );
    const { status, stderr } = surprisal(['classify', '--load', 't.csv', '--ragged', 't.csv']);
    expect([status, stderr.toString()]).toEqual([
      2,
      'surprisal: --label, --text, --headerless, --ragged and --plain-quotes need --train or --eval\n',
    ]);
  });
});

describe('rows', () => {
  test('a text with a separator and without quotes is refused, or kept whole with --ragged', () => {
    expectRefused(
      't.csv',
      table('label,text', (label, text) => `${label},${text}`),
      'line 2: 3 cells where line 1 has 2; quote texts that contain commas, or keep such rows with --ragged',
    );
    expectRefused(
      't.tsv',
      'label\ttext\nham\tone\nham\n',
      'line 3: 1 cell where line 1 has 2; quote texts that contain tabs, or keep such rows with --ragged',
    );
    // The same classifier as of the table as it should be.
    const saved = (content: string, ...args: string[]): Buffer => {
      writeFileSync(path('t.csv'), content);
      const { status, stderr } = surprisal(['classify', '--train', 't.csv', '--save', '/dev/stdout', ...args]);
      expect(stderr.toString()).toBe('');
      expect(status).toBe(0);
      return surprisal(['classify', '--train', 't.csv', '--save', '/dev/stdout', '-f', ...args]).stdout;
    };
    const right = saved(table('label,text', quoted));
    expect(right.length).toBeGreaterThan(500);
    expect(
      saved(
        table('label,text', (label, text) => `${label},${text}`),
        '--ragged',
      ),
    ).toEqual(right);
    // The text is where its column is, not at the end.
    expect(
      saved(
        table('text,label', (label, text) => `${text},${label}`),
        '--ragged',
      ),
    ).toEqual(right);
  });

  test('with --ragged missing cells are empty, and a quote inside a cell is a character; a label must be there', () => {
    const content = 'label,text\nham,5" disk\nham,"x"\nspam,y\nspam\n';
    expect(classify('t.csv', content, '--ragged').found.documents).toBe(4);
    expectRefused('t.csv', 'text,label\none\n', 'line 2: the label is empty', '--ragged');
  });

  test.each([
    ['label,text\nham,"x\n', 'line 2: a quoted cell is never closed'],
    [
      'label,text\nham,"x\ny"\nham,5" disk\n',
      'line 4: a quote inside an unquoted cell; quote the cell and double the quotes in it, or keep it with --ragged',
    ],
    [
      'label,text\n\nham,"x" y\n',
      'line 3: text follows a closing quote; double the quotes inside the cell, or keep it with --ragged',
    ],
    [
      'label,text\r\nham,"x\r\ny"\r\n\r\nham\r\n',
      'line 5: 1 cell where line 1 has 2; quote texts that contain commas, or keep such rows with --ragged',
    ],
    ['label,text\nham,x\n"","y"\n', 'line 3: the label is empty'],
    ['one\ntwo\n', 'line 1: there is only one column; a table needs a label and a text'],
  ])('bad CSV names its line: %j', (content, message) => expectRefused('t.csv', content, message));

  test.each([
    ['{"label":"a","text":"b"}\n{', 'line 2: not valid JSON'],
    ['null', 'line 1: each line must be an object with a label and a text'],
    [
      '{"label":"a","text":"b"}\n\n{"label":"a","text":null}',
      'line 3: there is no text column (text, message, sentence, content, body, document, title, headline, description); choose one with --text; fields that are null do not count',
    ],
    ['{"label":{},"text":"b"}', 'line 1: the label must be a string, a number, true or false, not {}'],
    ['{"label":"a","text":7}', 'line 1: the text must be a string, not 7'],
    ['{"label":"\\ud83d","text":"b"}', 'line 1: the label contains a lone surrogate'],
  ])('bad JSON lines name their line: %j', (content, message) => expectRefused('t.jsonl', content, message));

  test('labels in JSON lines may be numbers, true and false', () => {
    const lines = LABELS.map((label, i) => JSON.stringify({ label: label === 'spam', text: TEXTS[i] })).join('\n');
    expect(classify('t.jsonl', lines).found).toMatchObject({ documents: 12, classes: 2, accuracy: 1 });
    expect(textsOf('t.jsonl', lines).sort()).toEqual(['false', 'true']);
  });

  test('a cell of 16 MB is one text', () => {
    const book = 'word '.repeat(16e6 / 5);
    const { found } = classify(
      't.csv',
      `label,text\nham,"x"\nspam,"${book}"\nham,"y"\n`,
      '--neighbours',
      '1',
      '--model',
      'lzw',
    );
    expect(found.documents).toBe(3);
  }, 120_000);
});

describe('ways to write a table', () => {
  const bom = (text: string): string => `\ufeff${text}`;
  test.each([
    ['CSV', 't.csv', bom(table('"label","text"', quoted).replaceAll('\n', '\r\n'))],
    ['CSV without names', 't.csv', bom(table('', quoted))],
    ['TSV', 't.tsv', bom(table('', (label, text) => `${label}\t${text}`))],
    ['JSON lines', 't.jsonl', bom(table('', (label, text) => JSON.stringify({ label, text })))],
  ])('a byte order mark is no part of %s', (_, name, content) => expectRead(name, content));

  test('UTF-16, as some spreadsheets write it, is refused with what to do', () => {
    const content = Buffer.from(bom(table('label\ttext', (label, text) => `${label}\t${text}`)), 'utf16le');
    expectRefused('t.tsv', content, 'is not UTF-8 text, as a table of examples must be; save it as UTF-8');
  });

  test('TSV of spreadsheets: cells in quotes, all or some of them, over several lines', () => {
    expectRead(
      't.tsv',
      table('label\ttext', (label, text) => `"${label}"\t"${text} ""now"""`),
    );
    expectRead(
      't.tsv',
      table('label\ttext', (label, text) => (label === 'ham' ? `"ham"\t${text}` : `spam\t${text}`)),
    );
    expectRead(
      't.tsv',
      table('label\ttext', (label, text) => `${label}\t"${text}\nover and out"`),
    );
  });

  test('TSV with quotes of other kinds: they are part of the text', () => {
    expectRead(
      't.tsv',
      table('', (label, text) => `${label}\t"${text}" he said`),
    );
    expectRead(
      't.tsv',
      table('', (label, text) => `${label}\t5" of ${text}`),
    );
    const either = 'ham\t"see you\nspam\twin"\nham\tx\nspam\ty\n';
    expectRefused(
      't.tsv',
      either,
      'line 1: quotes may enclose a cell here or be part of the text; use --plain-quotes if they are text, or save the table as CSV',
    );
    expect(classify('t.tsv', either, '--plain-quotes').found.documents).toBe(4);
  });
});
