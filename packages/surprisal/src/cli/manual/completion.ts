/**
 * Completion for shells: a script that knows all verbs, options and choices by itself, so that a key press starts no
 * process.
 */
import type { Commands, Option, Verb } from '../verb.js';

export type Shell = 'bash' | 'zsh' | 'fish';

/** The script for a shell; `surprisal completion --help` tells where it goes. */
export function completionFor(shell: Shell, commands: Commands): string {
  return { bash, zsh, fish }[shell](commands);
}

const HELP: Option = { short: 'h', text: 'tell this' };

function optionsOf({ options }: Verb): [long: string, option: Option][] {
  return [...Object.entries(options), ['help', HELP]];
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function bash({ bare, verbs }: Commands): string {
  const names = verbs.map(({ name }) => name).join(' ');
  const flags = (verb: Verb): string => {
    return optionsOf(verb)
      .flatMap(([long, { short }]) => (short ? [`--${long}`, `-${short}`] : [`--${long}`]))
      .join(' ');
  };
  const value = (verb: Verb, [long, { short, choices = [], isPath }]: [string, Option]): string => {
    const before = [`--${long}`, ...(short ? [`-${short}`] : [])].map((flag) => `'${verb.name} ${flag}'`).join('|');
    const answer = isPath ? '-f' : `-W ${quoted(choices.join(' '))}`;
    return `    ${before}) COMPREPLY=($(IFS=' '; compgen ${answer} -- "$current")); return ;;`;
  };
  const values = (verb: Verb): string[] =>
    optionsOf(verb).flatMap((option) => (option[1].value === undefined ? [] : [value(verb, option)]));
  const verbCase = (verb: Verb): string =>
    `    ${verb.name}) flags=${quoted(flags(verb))} words=${quoted((verb.choices ?? []).join(' '))} ;;`;
  return `# surprisal completion for bash
_surprisal() {
  local IFS=$'\\n' current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} verb= flags= words=
  (( COMP_CWORD > 1 )) && verb=\${COMP_WORDS[1]}
  case $verb in
${verbs.map(verbCase).join('\n')}
    *) verb= flags=${quoted(flags(bare))} ;;
  esac
  case "$verb $before" in
${[...verbs, bare].flatMap(values).join('\n')}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(IFS=' '; compgen -W "$flags" -- "$current"))
  elif [[ -n $words ]]; then
    COMPREPLY=($(IFS=' '; compgen -W "$words" -- "$current"))
  else
    (( COMP_CWORD == 1 )) && words=${quoted(names)}
    COMPREPLY=($(IFS=' '; compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _surprisal surprisal
`;
}

function zsh({ bare, verbs }: Commands): string {
  const operand = ({ choices }: Verb): string =>
    choices ? quoted(`1:choice:(${choices.join(' ')})`) : quoted('*:file:_files');
  const complete = (verb: Verb): string =>
    ['_arguments -s -S', ...optionsOf(verb).map(zshSpec), operand(verb)].join(' \\\n        ');
  const verbCase = (verb: Verb): string => `    ${verb.name})
      words=("\${(@)words[2,-1]}"); (( CURRENT-- ))
      ${complete(verb)} ;;`;
  return `#compdef surprisal
# surprisal completion for zsh
_surprisal() {
  local -a verbs=(
${verbs.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _alternative 'verbs:verb:{_describe verb verbs}' 'files:file:_files'
    return
  fi
  case $words[2] in
${verbs.map(verbCase).join('\n')}
    *)
      ${complete(bare)} ;;
  esac
}
if [[ $funcstack[1] == _surprisal ]]; then _surprisal "$@"; else compdef _surprisal surprisal; fi
`;
}

function zshSpec([long, { short, value, choices, isPath, text }]: [string, Option]): string {
  const help = `[${text.replace(/[[\]:]/g, '\\$&')}]`;
  const after = value === undefined ? '' : `:${value}:${isPath ? '_files' : choices ? `(${choices.join(' ')})` : ' '}`;
  const name = value === undefined ? `--${long}` : `--${long}=`;
  if (short === undefined) return quoted(`${name}${help}${after}`);
  const brief = value === undefined ? `-${short}` : `-${short}+`;
  return `${quoted(`(-${short} --${long})`)}{${brief},${name}}${quoted(`${help}${after}`)}`;
}

function fish({ bare, verbs }: Commands): string {
  const names = verbs.map(({ name }) => name).join(' ');
  const line = (condition: string, [long, { short, value, choices, isPath, text }]: [string, Option]): string =>
    [
      `complete -c surprisal -n ${quoted(condition)}`,
      short && `-s ${short}`,
      `-l ${long}`,
      value !== undefined && (isPath ? '-r -F' : '-x'),
      choices && `-a ${quoted(choices.join(' '))}`,
      `-d ${quoted(text)}`,
    ]
      .filter(Boolean)
      .join(' ');
  const lines = [
    '# surprisal completion for fish',
    ...verbs.map(
      ({ name, summary }) => `complete -c surprisal -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ),
    ...optionsOf(bare).map((option) => line(`not __fish_seen_subcommand_from ${names}`, option)),
    ...verbs.flatMap((verb) => {
      const condition = `__fish_seen_subcommand_from ${verb.name}`;
      const operands =
        verb.choices && `complete -c surprisal -n ${quoted(condition)} -f -a ${quoted(verb.choices.join(' '))}`;
      return [...optionsOf(verb).map((option) => line(condition, option)), ...(operands ? [operands] : [])];
    }),
  ];
  return `${lines.join('\n')}\n`;
}
