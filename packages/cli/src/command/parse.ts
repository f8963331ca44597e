/** Command lines into the values of a verb's options, and its help: by commander, made from the description. */
import { Command, CommanderError, Option as CommanderOption } from 'commander';
import { UsageError } from '../base/failure.js';
import { greatest } from '../base/numbers.js';
import { closest } from './suggest.js';
import type { Option, Verb } from './verb.js';

type Value = string | true | readonly string[];

export interface Parsed {
  readonly values: Readonly<Record<string, Value>>;
  readonly operands: readonly string[];
}

/** @returns undefined when the help was asked for, and printed. @throws {UsageError} */
export function parse(verb: Verb, args: readonly string[]): Parsed | undefined {
  const command = toCommand(verb);
  try {
    checkDashes(verb, args);
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return undefined;
    if (!(error instanceof CommanderError || error instanceof UsageError)) throw error;
    throw new UsageError(`${messageOf(verb, error)} (see ${nameOf(verb)} --help)`);
  }
  return { values: valuesOf(verb, command), operands: command.args };
}

const nameOf = ({ name }: Verb): string => (name === '' ? 'surprisal' : `surprisal ${name}`);

function messageOf(verb: Verb, { message }: Error): string {
  const plain = message.replace(/^error: /, '').replaceAll('\n', ' ');
  const [, unknown] = /^unknown option '--([^=']+).*'$/.exec(plain) ?? [];
  const meant = unknown === undefined ? undefined : closest(unknown, longNames(verb));
  return meant === undefined ? plain : `${plain}; did you mean --${meant}?`;
}

function longNames({ options }: Verb): string[] {
  const others = Object.values(options).flatMap(({ also = [] }) => also.flatMap(({ long = [] }) => long));
  return [...Object.keys(options), ...others, 'help'];
}

/**
 * A long option with one dash would be read as letters: `-force` as -f, and -o with the value `rce`. Nor is -19, a level
 * of zstd, -1 and -9. @throws {UsageError}
 */
function checkDashes(verb: Verb, args: readonly string[]): void {
  const end = args.indexOf('--');
  const long = longNames(verb);
  for (const arg of end < 0 ? args : args.slice(0, end)) {
    const word = /^-([a-z][a-z-]+)(=.*)?$/.exec(arg)?.[1];
    if (word !== undefined && long.includes(word)) {
      throw new UsageError(`unknown option '${arg}'; did you mean --${word}?`);
    }
    if (/^-\d\d/.test(arg)) throw unknownDigits(verb, arg);
  }
}

function toCommand(verb: Verb): Command {
  const command = new Command(nameOf(verb));
  command.description(sentence(verb.summary)).helpOption('-h, --help', 'show this help').allowExcessArguments(true);
  command.usage(`[options] ${verb.operands}`.trim()).argument('[operand...]');
  for (const [long, option] of Object.entries(verb.options)) addOption(command, verb, long, option);
  refuseDigits(command, verb);
  command.configureHelp({
    optionTerm: ({ flags, long }) => {
      const digits = verb.options[long?.slice(2) ?? '']?.also?.some(({ value }) => value !== undefined);
      return `${digits ? '-0 … -9, ' : ''}${flags.replace(/<(.*)>/, '$1')}`;
    },
  });
  command.addHelpText('after', helpEpilogue(verb));
  return command
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({ outputError: () => {} });
}

function addOption(command: Command, verb: Verb, long: string, option: Option): void {
  const { value, choices, isList, text, also = [] } = option;
  const main = new CommanderOption(flagsOf(option.short, long, value), text);
  if (choices !== undefined) main.choices([...choices]); // shown in the help
  if (value !== undefined) {
    main.argParser<string | readonly string[]>((given, before = []) => {
      checkValue(verb, long, given);
      return isList ? [before, given].flat() : given;
    });
  }
  command.addOption(main);
  for (const { short, long: other, value: fixed } of also) {
    const spelling = new CommanderOption(flagsOf(short, other, fixed === undefined ? value : undefined)).hideHelp();
    command.addOption(spelling);
    command.on(`option:${spelling.name()}`, (given: string) => {
      if (fixed === undefined) checkValue(verb, long, given);
      command.setOptionValue(main.attributeName(), fixed ?? given);
    });
  }
}

function flagsOf(short: string | undefined, long: string | undefined, value: string | undefined): string {
  const names = [...(short === undefined ? [] : [`-${short}`]), ...(long === undefined ? [] : [`--${long}`])];
  return `${names.join(', ')}${value === undefined ? '' : ` <${value}>`}`;
}

/** Left alone, commander takes -9 for an operand, a negative number, where it is no option. */
function refuseDigits(command: Command, verb: Verb): void {
  for (const digit of '0123456789') {
    const flag = `-${digit}`;
    if (command.options.some(({ short }) => short === flag)) continue;
    command.addOption(new CommanderOption(flag).hideHelp());
    command.on(`option:${digit}`, () => {
      throw unknownDigits(verb, flag);
    });
  }
}

function unknownDigits({ options }: Verb, flag: string): UsageError {
  const hasLevels = options['level']?.also !== undefined;
  const hint = hasLevels ? 'the levels are -0 to -9 and --max' : `for a file of that name, write ./${flag}`;
  return new UsageError(`unknown option '${flag}'; ${hint}`);
}

/** @throws {UsageError} for an invalid choice, or an option of this verb: then the value was forgotten. */
function checkValue({ options }: Verb, long: string, given: string): void {
  const { choices } = options[long] as Option;
  if (choices !== undefined && !choices.includes(given)) {
    throw new UsageError(`--${long} takes ${oneOf(choices)}, not '${given}'`);
  }
  const isOption = Object.entries(options).some(
    ([name, { short }]) => given === `--${name}` || (short !== undefined && given === `-${short}`),
  );
  if (isOption) {
    throw new UsageError(
      `--${long} takes a value, but ${given} is an option; for a file of that name, write ./${given}`,
    );
  }
}

/** 'a', 'a or b', 'a, b or c'. */
function oneOf(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter(Boolean).join(' or ');
}

/** The help after the options. */
function helpEpilogue({ details = [], verbs = [], examples }: Verb): string {
  const lines = [''];
  if (verbs.length > 0)
    lines.push('Verbs (surprisal VERB --help):', ...table(verbs.map((v) => [v.name, v.summary])), '');
  lines.push(...details.flatMap((text) => [text, '']));
  return [...lines, 'Examples:', ...table(examples)].join('\n');
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = greatest(rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

/** By long names, as the description has them: commander gives them in camel case. */
function valuesOf(verb: Verb, command: Command): Parsed['values'] {
  const given = command.opts();
  const camel = (long: string): string => long.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  // For an option --no-x, commander sets x to false.
  const valueIn = (long: string) =>
    long.startsWith('no-') ? !given[camel(long.slice(3))] || undefined : given[camel(long)];
  const entries = Object.keys(verb.options).map((long) => [long, valueIn(long)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function sentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
}
