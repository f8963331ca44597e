/** What is said about the commands: help, completion and man page come from one description, and the examples hold. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { manPage } from '../../src/cli/manual/man.js';
import { parse } from '../../src/cli/parse.js';
import type { Commands, Verb } from '../../src/cli/verb.js';
import { VERBS } from '../../src/cli/verbs/index.js';
import { shell, surprisal } from './support.js';

const { bare } = await import('../../src/cli/verbs/bare.js');
const commands: Commands = { bare, verbs: VERBS };
const ALL: readonly Verb[] = [...VERBS, bare];
const has = (command: string): boolean => spawnSync('which', [command]).status === 0;

test('every example is a command that its verb takes', () => {
  for (const { name, examples } of ALL) {
    expect(examples.length).toBeGreaterThan(0);
    for (const [example] of examples) {
      const [, words = ''] = /surprisal\b([^|<>)&]*)/.exec(example) ?? [];
      const args = words.trim().split(/ +/);
      const verb = VERBS.find((one) => one.name === args[0]) ?? bare;
      expect(verb.name, example).toBe(name);
      expect(() => parse(verb, verb === bare ? args : args.slice(1)), example).not.toThrow();
    }
  }
});

test('an option has the same name, letter and kind of value in all verbs; a letter is one option of a verb', () => {
  const seen = new Map<string, string>();
  for (const { options } of ALL) {
    for (const [long, { short, value }] of Object.entries(options)) {
      expect(`${long} ${seen.get(long) ?? `${short} ${value}`}`).toBe(`${long} ${short} ${value}`);
      seen.set(long, `${short} ${value}`);
    }
    const letters = Object.values(options).flatMap(({ short }) => short ?? []);
    expect(new Set([...letters, 'h']).size).toBe(letters.length + 1);
  }
});

test('the help of a verb tells its options and examples', () => {
  const { status, stdout, stderr } = surprisal(['range', '--help']);
  expect([status, stderr.toString()]).toEqual([0, '']);
  expect(stdout.toString()).toBe(`Usage: surprisal range [options] [START-END] [FILE...]

Write a part of the content, reading no more than it takes.

Options:
  -o, --output OUT     write to the file OUT; OUT/ is a folder for what is
                       written
  -c, --stdout         write to standard output
  -f, --force          overwrite what exists
  --memory-limit SIZE  refuse what takes more memory to decode, per frame
  --json               report in JSON, a line for each file; errors on standard
                       error
  -v, --verbose        tell more
  -q, --quiet          tell nothing but errors
  -h, --help           tell this

Writes the bytes from START to before END, counted from 0, to standard output; START- goes to the end. Both take
K, M and G. Only the frames that hold them are read and decoded.

Examples:
  surprisal range 0-100 notes.txt.srp      the first hundred bytes
  surprisal range 1G- -o tail big.log.srp  all that follows the first GiB
`);
});

test('bash completes verbs, options, their choices and files', () => {
  const tried = (...words: string[]): string[] => {
    const { stdout } = shell(`source <($S completion bash); touch 'a file'; COMP_WORDS=(surprisal ${words.join(' ')} '')
      COMP_CWORD=${words.length}; _surprisal; printf '%s\\n' "\${COMPREPLY[@]}"`);
    return stdout.toString().split('\n').slice(0, -1);
  };
  expect(tried('co')).toEqual(['compress', 'completion']);
  expect(tried('--level', "''")).toEqual(['fast', 'default', 'strong', 'max']);
  expect(tried('list', '--')).toEqual(['--json', '--verbose', '--quiet', '--help']);
  expect(tried('-o', 'a')).toEqual(['a file']);
  expect(tried('compress', '--level', 's')).toEqual(['strong']);
  expect(tried('-t', 'a')).toEqual(['a file']);
});

test.skipIf(!has('zsh'))('zsh reads its completion (skipped: zsh is not installed)', () => {
  const { status, stderr } = shell('$S completion zsh > z.zsh; zsh -n z.zsh');
  expect([status, stderr.toString()]).toEqual([0, '']);
});

test.skipIf(!has('fish'))('fish completes (skipped: fish is not installed)', () => {
  const { stdout } = shell(`$S completion fish > f.fish; HOME=. fish --no-config -c \
    'source f.fish; complete -C "surprisal --level "; complete -C "surprisal completion "'`);
  const words = stdout
    .toString()
    .trim()
    .split('\n')
    .map((line) => line.split('\t')[0]);
  expect(words).toEqual(['default', 'fast', 'max', 'strong', 'bash', 'fish', 'zsh']);
});

test('the man page has all verbs and options', () => {
  const page = manPage(commands, '1.2.3');
  for (const { name, options } of ALL) {
    expect(page).toContain(`.B surprisal${name && ` ${name}`}\n`);
    for (const long of Object.keys(options)) expect(page).toContain(`\\fB\\-\\-${long.replaceAll('-', '\\-')}\\fR`);
  }
  expect(page).toMatch(/^\.TH SURPRISAL 1 "" "surprisal 1\.2\.3"/);
});

test.skipIf(!has('groff'))('groff has nothing against it (skipped: groff is not installed)', () => {
  expect(shell('$S man | groff -man -Tutf8 -ww -K utf8 > page').stderr.toString()).toBe('');
});
