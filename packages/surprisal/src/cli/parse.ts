/** Command lines into the values of a verb's options, and its help: by commander, made from the description. */
import { Command, CommanderError, Option as CommanderOption, InvalidArgumentError } from 'commander';
import { UsageError } from './failure.js';
import type { Verb } from './verb.js';

export interface Parsed {
  readonly values: Readonly<Record<string, string | true>>;
  readonly operands: readonly string[];
}

/** @returns undefined when all was said by printing the help. @throws {UsageError} */
export function parse(verb: Verb, args: readonly string[]): Parsed | undefined {
  const command = commandOf(verb);
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw new UsageError(`${error.message.replace(/^error: /, '').replaceAll('\n', ' ')}; ${advice(verb)}`);
  }
  return { values: valuesOf(verb, command), operands: command.args };
}

function advice({ name }: Verb): string {
  return `surprisal ${name === '' ? '' : `${name} `}--help tells what there is`;
}

function commandOf(verb: Verb): Command {
  const command = new Command(verb.name === '' ? 'surprisal' : `surprisal ${verb.name}`);
  command.description(sentence(verb.summary)).helpOption('-h, --help', 'tell this').allowExcessArguments(true);
  command.usage(`[options] ${verb.operands}`).argument('[operand...]');
  for (const [long, { short, value, choices, text }] of Object.entries(verb.options)) {
    const flags = `${short === undefined ? '' : `-${short}, `}--${long}${value === undefined ? '' : ` <${value}>`}`;
    const option = new CommanderOption(flags, text);
    if (choices !== undefined) option.choices(choices);
    else if (value !== undefined) option.argParser((given: string) => checkedValue(verb, given));
    command.addOption(option);
  }
  command.configureHelp({ optionTerm: ({ flags }) => flags.replace(/<(.*)>/, '$1') });
  command.addHelpText('after', after(verb));
  return command.exitOverride().configureOutput({ outputError: () => {} });
}

/** A value, unless it is an option of this verb: then the value was forgotten, and a file would be called `--json`. */
function checkedValue({ options }: Verb, given: string): string {
  const isOption = Object.entries(options).some(
    ([long, { short }]) => given === `--${long}` || (short !== undefined && given === `-${short}`),
  );
  if (isOption)
    throw new InvalidArgumentError(`it takes a value, and ${given} is an option; a file of that name is ./${given}`);
  return given;
}

/** What the help says after the options. */
function after({ details = [], verbs = [], examples }: Verb): string {
  const lines = [''];
  if (verbs.length > 0)
    lines.push('Verbs (surprisal VERB --help):', ...table(verbs.map((v) => [v.name, v.summary])), '');
  lines.push(...details.flatMap((text) => [text, '']));
  return [...lines, 'Examples:', ...table(examples)].join('\n');
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

/** By long names, as the description has them: commander gives them in camel case. */
function valuesOf(verb: Verb, command: Command): Parsed['values'] {
  const given = command.opts();
  const camel = (long: string): string => long.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const entries = Object.keys(verb.options).map((long) => [long, given[camel(long)]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function sentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
}
