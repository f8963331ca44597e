/** What a run reads and writes is checked as a whole before any of it is begun. */
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { checkConflicts } from '../src/files/conflicts.js';
import type { Job } from '../src/files/job.js';
import { files, path, shell, surprisal } from './support.js';

beforeEach(() => {
  for (const name of files()) rmSync(path(name), { recursive: true, force: true });
  for (const folder of ['a', 'b', 'out']) mkdirSync(path(folder));
  writeFileSync(path('a/notes'), 'the one');
  writeFileSync(path('b/notes'), 'the other');
});

/** What the command says, in its one line; nothing was written, and nothing is missing. */
function refusal(args: readonly string[], exitCode: number): string {
  const tree = (): string => shell('find . -type f | sort | xargs cksum').stdout.toString();
  const before = tree();
  const { status, stdout, stderr } = surprisal(args);
  expect([status, stdout.toString(), tree()]).toEqual([exitCode, '', before]);
  expect(stderr.toString()).toMatch(/^surprisal: [^\n]+\n$/);
  return stderr.toString();
}

const FAST = ['-f', '--rm', '--model', 'order-0'];

test('two inputs of one name and one output folder: nothing is read, whatever -f and --rm say', () => {
  expect(refusal([...FAST, '-o', 'out/', 'a/notes', 'b/notes'], 2)).toBe(
    'surprisal: a/notes and b/notes would both be written to out/notes.srp; give them different names or folders\n',
  );
  for (const folder of ['a', 'b']) surprisal(['-q', '--model', 'order-0', `${folder}/notes`]);
  for (const verb of [['-d'], ['range', '0-1']]) {
    expect(refusal([...verb, '-f', '-o', 'out', 'a/notes.srp', 'b/notes.srp'], 2)).toMatch(
      /a\/notes\.srp and b\/notes\.srp would both be written to out\/notes;/,
    );
  }
  expect(refusal([...FAST, 'a/notes', './a/notes'], 2)).toMatch(/would both be written to \.?\/?a\/notes\.srp/);
  expect(refusal([...FAST, 'a/notes', 'a/notes'], 2)).toBe('surprisal: a/notes is given twice\n');
  symlinkSync('a', path('link'));
  expect(refusal([...FAST, 'a/notes', 'link/notes'], 2)).toMatch(/would both be written/);
});

test('two archives that store one name, with -N', () => {
  for (const folder of ['a', 'b']) {
    surprisal(['-q', '--model', 'order-0', '-N', '-o', `${folder}.srp`, `${folder}/notes`]);
  }
  expect(refusal(['-dfN', '--rm', '-o', 'out/', 'a.srp', 'b.srp'], 2)).toMatch(/both be written to out\/notes;/);
  expect(surprisal(['-dfq', '-o', 'out/', 'a.srp', 'b.srp']).status).toBe(0);
});

test('an output that is another input', () => {
  writeFileSync(path('x'), 'x');
  surprisal(['-q', '--model', 'order-0', 'x']);
  expect(refusal([...FAST, 'x', 'x.srp'], 2)).toBe(
    'surprisal: x.srp is an input and would be overwritten by the output of x; write it elsewhere\n',
  );
  surprisal(['-qf', '--model', 'order-0', 'x.srp']);
  expect(refusal(['-df', 'x.srp.srp', 'x.srp'], 2)).toMatch(/x\.srp is an input/);
  linkSync(path('x.srp'), path('hard'));
  expect(refusal([...FAST, 'x', 'hard'], 2)).toMatch(/hard is an input/);
  rmSync(path('hard'));
  symlinkSync('x.srp', path('soft'));
  expect(refusal([...FAST, 'x', 'soft'], 2)).toMatch(/soft is an input/);
  expect(refusal(['range', '0-1', '-f', '-o', 'x.srp', 'x.srp'], 2)).toMatch(/x\.srp is an input/);
  expect(refusal(['explain', '-f', '--html', 'x', 'x'], 2)).toMatch(/x is an input/);
  expect(refusal(['cluster', '-f', '--svg', 'x', 'x', 'a/notes'], 2)).toMatch(/x is an input/);
  writeFileSync(path('t.csv'), 'label,text\nyes,good\nno,bad\n');
  expect(refusal(['classify', '-f', '--train', 't.csv', '--save', 't.csv'], 2)).toMatch(/t\.csv is an input/);
});

test('a file may be replaced by what is made of it, where -f says so', () => {
  writeFileSync(path('t.csv'), 'label,text\nyes,good\nno,bad\n');
  expect(surprisal(['classify', '--train', 't.csv', '--save', 't.cls']).status).toBe(0);
  expect(surprisal(['classify', '--load', 't.cls', '--train', 't.csv', '--save', 't.cls']).status).toBe(1);
  expect(surprisal(['classify', '-f', '--load', 't.cls', '--train', 't.csv', '--save', 't.cls']).status).toBe(0);
  expect(surprisal(['-qf', '--model', 'order-0', '-o', 'a/notes', 'a/notes']).status).toBe(0);
  expect(surprisal(['-dqf', '-o', 'a/notes', 'a/notes']).status).toBe(0);
  expect(readFileSync(path('a/notes'), 'utf8')).toBe('the one');
});

test('a folder is not replaced while an input or another output is in it', () => {
  surprisal(['-q', '--model', 'order-0', 'a']);
  surprisal(['-q', '--model', 'order-0', 'b/notes']);
  shell('mv b/notes.srp a; cp a.srp a/a.srp');
  expect(refusal(['-df', 'a.srp', 'a/notes.srp'], 2)).toBe(
    'surprisal: a/notes.srp is in a, which would be replaced by the output of a.srp\n',
  );
  expect(refusal(['-df', '-o', '.', 'a/a.srp'], 2)).toMatch(/a\/a\.srp is in \.?\/?a, which would be replaced/);
});

test('names that the file system takes for one, and names that it does not', () => {
  const job = (name: string, folder = 'out'): Job => ({ reads: [`from ${name}`], writes: `${path(folder)}/${name}` });
  const pairs = [
    ['Makefile', 'makefile'],
    ['\u00e9', 'e\u0301'], // composed or not
  ] as const;
  for (const [one, other] of pairs) {
    const asked: string[] = [];
    const insensitive = (...names: [string, string, string]): boolean => asked.push(names.slice(1).join()) > 0;
    expect(() => checkConflicts([job('x'), job(one), job(other)], insensitive)).toThrow(
      `from ${one} and from ${other} would both be written to ${path('out')}/${other}: ${one} and ${other} are the same name`,
    );
    expect(asked).toEqual([`${one},${other}`]);
    expect(() => checkConflicts([job(one), job(other, 'a')], insensitive)).not.toThrow();
    expect(() => checkConflicts([job(one), job(other)], () => false)).not.toThrow();
  }
  // This one is asked itself.
  writeFileSync(path('a/Notes'), 'the third');
  const isSensitive = readdirSync(path('a')).length === 2;
  expect(surprisal([...FAST, '-q', '-o', 'out/', 'b/notes', 'a/Notes']).status).toBe(isSensitive ? 0 : 2);
  expect(readdirSync(path('out')).length).toBe(isSensitive ? 2 : 0);
});

test('devices take any number of outputs', () => {
  symlinkSync('/dev/null', path('out/notes.srp'));
  expect(surprisal(['-q', '--model', 'order-0', '-o', 'out/', 'a/notes', 'b/notes']).status).toBe(0);
});

/** A model so slow that a test would never see its end: whoever sees an answer was refused first. */
const SLOW = ['--model', 'transformer-large'];

test('what cannot be written is refused before the work', () => {
  writeFileSync(path('big'), new Uint8Array(30_000_000));
  writeFileSync(path('n'.repeat(253)), new Uint8Array(30_000_000));
  symlinkSync('/nowhere/at/all', path('big.srp'));
  symlinkSync('/nowhere', path('dangling'));
  const exists = (name: string): RegExp => new RegExp(`${name} already exists; use -f to overwrite it`);
  expect(refusal([...SLOW, 'n'.repeat(253)], 1)).toMatch(/n\.srp: file name too long/);
  expect(refusal([...SLOW, 'big'], 1)).toMatch(exists('big\\.srp'));
  expect(refusal(['explain', ...SLOW, '--html', 'a/notes', 'big'], 1)).toMatch(exists('a/notes'));
  expect(refusal(['explain', ...SLOW, '--html', 'nowhere/x', 'big'], 1)).toMatch(/nowhere\/x: no such file/);
  expect(refusal(['cluster', '--model', 'cm-max', '--svg', 'a/notes', 'big', 'b/notes'], 1)).toMatch(exists('a/notes'));
  expect(refusal(['cluster', '--model', 'cm-max', '--svg', 'dangling', 'big', 'b/notes'], 1)).toMatch(
    exists('dangling'),
  );
  expect(refusal(['-o', 'dangling/x', ...SLOW, 'big'], 1)).toMatch(/dangling\/x: no such file/);
});

test('a missing file is reported before the work on the others', () => {
  writeFileSync(path('t.csv'), `label,text\n${'yes,good\nno,bad\n'.repeat(200_000)}`);
  writeFileSync(path('wrong.csv'), 'label,text\nperhaps,so\n');
  const train = ['classify', '--train', 't.csv', '--save', 't.cls'];
  expect(refusal([...train, '--eval', 'missing'], 1)).toBe('surprisal: missing: no such file or directory\n');
  expect(refusal([...train, '--eval', 'wrong.csv'], 1)).toMatch(
    /wrong\.csv: none of its labels occurs in the training examples: perhaps/,
  );
  for (const more of [[], ['--neighbours', '1']]) {
    expect(refusal(['classify', '--train', 't.csv', ...more, 'missing'], 1)).toMatch(/missing: no such file/);
  }
  expect(refusal(['distance', 'a/notes', 'missing'], 1)).toMatch(/missing: no such file/);
  expect(refusal(['outliers', '--given', 'missing', 'a/notes'], 1)).toMatch(/missing: no such file/);
  expect(refusal(['neighbours', 'a/notes', 'b'], 1)).toMatch(/b: is a directory/);
  expect(refusal(['generate', 'a/notes', 'missing'], 1)).toMatch(/missing: no such file/);
  surprisal(['-q', '--model', 'order-0', 'a/notes']);
  writeFileSync(path('c'), 'c');
  const { stderr } = surprisal(['--model', 'order-0', 'a/notes', 'missing', 'c']);
  expect(stderr.toString()).toMatch(
    /^surprisal: a\/notes: .*exists.*\nsurprisal: missing: no such.*\nc → c\.srp: .*\n$/,
  );
});

test('a dangling link in the place of a folder: refused, and replaced with -f', () => {
  surprisal(['-q', '--rm', '--model', 'order-0', '-o', 'd.srp', 'a']);
  surprisal(['-q', '--model', 'order-0', '-o', 'd.srp', 'a']);
  symlinkSync('/nowhere', path('d'));
  expect(refusal(['-d', 'd.srp'], 1)).toMatch(/d already exists; use -f to overwrite it/);
  expect(surprisal(['-dfq', 'd.srp']).stderr.toString()).toBe('');
  expect(readFileSync(path('d/notes'), 'utf8')).toBe('the one');
});
