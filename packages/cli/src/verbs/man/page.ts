/** The man page, in the man macros of roff. */
import type { Commands, Option, Verb } from '../../command/verb.js';

/** @param version of the software. */
export function manPage({ bare, verbs }: Commands, version: string): string {
  return `${[
    `.TH SURPRISAL 1 "" "surprisal ${text(version)}" "User Commands"`,
    '.SH NAME',
    `surprisal \\- ${text(bare.summary)}`,
    '.SH SYNOPSIS',
    synopsis(bare),
    ...verbs.flatMap((verb) => ['.br', synopsis(verb)]),
    '.SH DESCRIPTION',
    ...paragraphs(bare),
    '.SH OPTIONS',
    ...options(bare),
    '.SH VERBS',
    ...verbs.flatMap((verb) => [
      `.SS ${text(verb.name)}`,
      synopsis(verb),
      '.PP',
      text(`${verb.summary.charAt(0).toUpperCase()}${verb.summary.slice(1)}.`),
      ...paragraphs(verb),
      ...options(verb),
      ...examples(verb),
    ]),
    '.SH EXAMPLES',
    ...examples(bare),
  ].join('\n')}\n`;
}

/** Text that roff takes as it is. */
function text(plain: string): string {
  const escaped = plain.replaceAll('\\', '\\e').replaceAll('-', '\\-');
  return escaped.replace(/^([.'])/gm, '\\&$1');
}

function synopsis({ name, operands }: Verb): string {
  return `.B surprisal${name === '' ? '' : ` ${text(name)}`}\n[options] ${text(operands)}`;
}

function paragraphs({ details = [] }: Verb): string[] {
  return details.flatMap((paragraph) => ['.PP', text(paragraph)]);
}

function options(verb: Verb): string[] {
  return Object.entries(verb.options).flatMap(([long, { short, value, choices, text: does }]: [string, Option]) => {
    const after = value === undefined ? '' : ` \\fI${text(value)}\\fR`;
    const flags = [...(short ? [`\\fB\\-${short}\\fR`] : []), `\\fB\\-\\-${text(long)}\\fR`].join(', ');
    return ['.TP', `${flags}${after}`, text(choices ? `${does}: ${choices.join(', ')}` : does)];
  });
}

function examples({ examples: all }: Verb): string[] {
  return all.flatMap(([command, does]) => ['.TP', `.B ${text(command)}`, text(does)]);
}
