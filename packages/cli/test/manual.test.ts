/** What is said about the commands: help, completion and man page come from one description, and the examples hold. */
import { spawnSync } from 'node:child_process';
import { LEVEL_NAMES } from 'surprisal/registry';
import { expect, test } from 'vitest';
import { parse } from '../src/command/parse.js';
import type { Commands, Verb } from '../src/command/verb.js';
import { VERBS } from '../src/verbs/index.js';
import { manPage } from '../src/verbs/man/page.js';
import { shell, surprisal } from './support.js';

const { bare } = await import('../src/verbs/bare.js');
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

test('the help of a verb has its summary, options, details and examples', () => {
  for (const { name, summary, options, details = [], examples } of ALL) {
    const { status, stdout, stderr } = surprisal([...(name === '' ? [] : [name]), '--help']);
    expect([status, stderr.toString()]).toEqual([0, '']);
    const help = stdout.toString();
    expect(help.toLowerCase()).toContain(`${summary.toLowerCase()}.\n`);
    for (const long of Object.keys(options)) expect(help).toMatch(new RegExp(`^  .*--${long}( |$)`, 'm'));
    for (const text of [...details, ...examples.flat()]) expect(help).toContain(text);
  }
});

test('what -0 to -9 mean is in the help and the man page', () => {
  const levels = '-0 to -4 fast, -5 to -7 default, -8 to -9 strong';
  expect(surprisal(['--help']).stdout.toString().replace(/\s+/g, ' ')).toContain(levels);
  expect(manPage(commands, '1.2.3').replaceAll('\\-', '-')).toContain(levels);
});

test('bash completes verbs, options, their choices and files', () => {
  const tried = (...words: string[]): string[] => {
    const { stdout } = shell(`source <($S completion bash); touch 'a file'; COMP_WORDS=(surprisal ${words.join(' ')} '')
      COMP_CWORD=${words.length}; _surprisal; printf '%s\\n' "\${COMPREPLY[@]}"`);
    return stdout.toString().split('\n').slice(0, -1);
  };
  expect(shell('touch old.srp note.txt; mkdir folder').status).toBe(0);
  expect(tried('co')).toEqual(['compress', 'completion']);
  for (const words of [['list'], ['test'], ['decompress'], ['-d'], ['-qt'], ['--list'], ['--range', '0-1']]) {
    expect(tried(...words, "''").sort()).toEqual(['folder', 'old.srp']);
  }
  expect(tried('range', '0-1', 'o')).toEqual(['old.srp']);
  expect(tried('-fo', 'x', 'n')).toEqual(['note.txt']);
  expect(tried('compress', 'n')).toEqual(['note.txt']);
  expect(tried('--model', 'cm-')).toEqual(['cm-fast', 'cm-strong', 'cm-max']);
  expect(tried('explain', '--against', 'pp')).toEqual(['ppm']);
  expect(tried('distance', '--model', 'l')).toEqual(['lstm', 'lz77', 'lzw']);
  expect(tried('measure', '-m', 'de')).toEqual(['deflate']);
  expect(tried('help', 'ra')).toEqual(['range']);
  expect(tried('--level', "''")).toEqual(LEVEL_NAMES);
  expect(tried('list', '--')).toEqual(['--prior', '--json', '--verbose', '--quiet', '--help']);
  expect(tried('-o', 'a')).toEqual(['a file']);
  expect(tried('compress', '--level', 's')).toEqual(['strong']);
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
  expect(words).toEqual([...[...LEVEL_NAMES].sort(), 'bash', 'fish', 'zsh']);
  const tried = shell(`touch old.srp note.txt; HOME=. fish --no-config -c \
    'source f.fish; complete -C "surprisal list o"; complete -C "surprisal -d ol"; complete -C "surprisal --model cm-s"'`);
  expect(tried.stdout.toString().match(/^\S+/gm)).toEqual(['old.srp', 'old.srp', 'cm-strong']);
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
