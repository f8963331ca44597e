/** The man page, in the man macros of roff. */
import type { Commands, Option, Verb } from '../../command/verb.js';

/** @param version of the software. */
export function manPage({ bare, verbs }: Commands, version: string): string {
  return `${[
    `.TH SURPRISAL 1 "" "surprisal ${roffText(version)}" "User Commands"`,
    '.SH NAME',
    `surprisal \\- ${roffText(bare.summary)}`,
    '.SH SYNOPSIS',
    synopsis(bare),
    ...verbs.flatMap((verb) => ['.br', synopsis(verb)]),
    '.SH DESCRIPTION',
    ...paragraphs(bare),
    '.SH OPTIONS',
    ...options(bare),
    '.SH VERBS',
    ...verbs.flatMap((verb) => [
      `.SS ${roffText(verb.name)}`,
      synopsis(verb),
      '.PP',
      roffText(`${verb.summary.charAt(0).toUpperCase()}${verb.summary.slice(1)}.`),
      ...paragraphs(verb),
      ...options(verb),
      ...examples(verb),
    ]),
    '.SH EXAMPLES',
    ...examples(bare),
  ].join('\n')}\n`;
}

/** Text that roff takes as it is. */
function roffText(plain: string): string {
  const escaped = plain.replaceAll('\\', '\\e').replaceAll('-', '\\-');
  return escaped.replace(/^([.'])/gm, '\\&$1');
}

function synopsis({ name, operands }: Verb): string {
  return `.B surprisal${name === '' ? '' : ` ${roffText(name)}`}\n[options] ${roffText(operands)}`;
}

function paragraphs({ details = [] }: Verb): string[] {
  return details.flatMap((paragraph) => ['.PP', roffText(paragraph)]);
}

function options(verb: Verb): string[] {
  return Object.entries(verb.options).flatMap(([long, { short, value, choices, text: does }]: [string, Option]) => {
    const after = value === undefined ? '' : ` \\fI${roffText(value)}\\fR`;
    const flags = [...(short ? [`\\fB\\-${short}\\fR`] : []), `\\fB\\-\\-${roffText(long)}\\fR`].join(', ');
    return ['.TP', `${flags}${after}`, roffText(choices ? `${does}: ${choices.join(', ')}` : does)];
  });
}

function examples({ examples: all }: Verb): string[] {
  return all.flatMap(([command, does]) => ['.TP', `.B ${roffText(command)}`, roffText(does)]);
}
