/**
 * Completion for shells: a script that knows all verbs, options and choices by itself, so that a key press starts no
 * process.
 */
import type { Commands, Option, Verb } from '../../command/verb.js';

export type Shell = 'bash' | 'zsh' | 'fish';

/** Names that the library knows. */
export interface Names {
  readonly models: readonly string[];
  /** Classical coders. */
  readonly coders: readonly string[];
}

/** The script for a shell; `surprisal completion --help` says where it goes. */
export function completionScript(shell: Shell, commands: Commands, names: Names): string {
  return { bash, zsh, fish }[shell](commands, names);
}

const HELP: Option = { short: 'h', text: 'show this help' };

function optionsOf({ options }: Verb): [long: string, option: Option][] {
  return [...Object.entries(options), ['help', HELP]];
}

/** All that the value of an option can be, or the names worth offering; undefined for a path and for what cannot be listed. */
function wordsOf({ choices, completes }: Option, { models, coders }: Names): readonly string[] | undefined {
  if (choices !== undefined) return choices;
  if (completes === 'models') return models;
  return completes === 'coders' ? [...models, ...coders] : undefined;
}

/** A shell's pattern for the options with which the operands are archives, alone or among other letters. */
function archivePattern({ archives, options }: Verb): string {
  const long = archives === true ? [] : (archives ?? []);
  const letters = long.flatMap((name) => options[name]?.short ?? []).join('');
  return [...long.map((name) => `--${name}*`), `-[${letters}]*`, `-[^-]*[${letters}]*`].join('|');
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function bash({ bare, verbs }: Commands, names: Names): string {
  const flags = (verb: Verb): string => {
    return optionsOf(verb)
      .flatMap(([long, { short }]) => (short ? [`--${long}`, `-${short}`] : [`--${long}`]))
      .join(' ');
  };
  const value = (verb: Verb, [long, option]: [string, Option]): string => {
    const { short, completes } = option;
    const before = [`--${long}`, ...(short ? [`-${short}`] : [])].map((flag) => `'${verb.name} ${flag}'`).join('|');
    const answer = completes === 'paths' ? '-f' : `-W ${quoted((wordsOf(option, names) ?? []).join(' '))}`;
    return `    ${before}) COMPREPLY=($(IFS=' '; compgen ${answer} -- "$current")); return ;;`;
  };
  const values = (verb: Verb): string[] =>
    optionsOf(verb).flatMap((option) => (option[1].value === undefined ? [] : [value(verb, option)]));
  const verbCase = (verb: Verb): string =>
    `    ${verb.name}) flags=${quoted(flags(verb))} words=${quoted((verb.choices ?? []).join(' '))} archives=${verb.archives ? 1 : ''} ;;`;
  return `# surprisal completion for bash
_surprisal() {
  local IFS=$'\\n' current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} verb= flags= words= archives= word
  (( COMP_CWORD > 1 )) && verb=\${COMP_WORDS[1]}
  case $verb in
${verbs.map(verbCase).join('\n')}
    *)
      verb= flags=${quoted(flags(bare))}
      for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in ${archivePattern(bare)}) archives=1 ;; esac
      done ;;
  esac
  case "$verb $before" in
${[...verbs, bare].flatMap(values).join('\n')}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(IFS=' '; compgen -W "$flags" -- "$current"))
  elif [[ -n $words ]]; then
    COMPREPLY=($(IFS=' '; compgen -W "$words" -- "$current"))
  elif [[ -n $archives ]]; then
    COMPREPLY=($(compgen -f -X '!*.srp' -- "$current") $(compgen -d -- "$current"))
  else
    (( COMP_CWORD == 1 )) && words=${quoted(verbs.map(({ name }) => name).join(' '))}
    COMPREPLY=($(IFS=' '; compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _surprisal surprisal
`;
}

function zsh({ bare, verbs }: Commands, names: Names): string {
  const operand = ({ choices, archives }: Verb): string =>
    quoted(choices ? `1:choice:(${choices.join(' ')})` : `*:file:_files${archives ? ' -g "*.srp"' : ''}`);
  const complete = (verb: Verb, last: string): string =>
    ['_arguments -s -S', ...optionsOf(verb).map((option) => zshSpec(option, names)), last].join(' \\\n        ');
  const verbCase = (verb: Verb): string => `    ${verb.name})
      words=("\${(@)words[2,-1]}"); (( CURRENT-- ))
      ${complete(verb, operand(verb))} ;;`;
  return `#compdef surprisal
# surprisal completion for zsh
_surprisal() {
  local files=_files
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
      (( \${words[(I)(${archivePattern(bare)})]} )) && files='_files -g "*.srp"'
      ${complete(bare, '"*:file:$files"')} ;;
  esac
}
if [[ $funcstack[1] == _surprisal ]]; then _surprisal "$@"; else compdef _surprisal surprisal; fi
`;
}

function zshSpec([long, option]: [string, Option], names: Names): string {
  const { short, value, completes, isList, text } = option;
  const help = `[${text.replace(/[[\]:]/g, '\\$&')}]`;
  const words = wordsOf(option, names);
  const action = completes === 'paths' ? '_files' : words ? `(${words.join(' ')})` : ' ';
  const after = value === undefined ? '' : `:${value}:${action}`;
  const name = value === undefined ? `--${long}` : `--${long}=`;
  if (short === undefined) return quoted(`${isList ? '*' : ''}${name}${help}${after}`);
  const brief = value === undefined ? `-${short}` : `-${short}+`;
  return `${quoted(`(-${short} --${long})`)}{${brief},${name}}${quoted(`${help}${after}`)}`;
}

function fish({ bare, verbs }: Commands, names: Names): string {
  const all = verbs.map(({ name }) => name).join(' ');
  const none = `not __fish_seen_subcommand_from ${all}`;
  const line = (condition: string, [long, option]: [string, Option]): string => {
    const words = wordsOf(option, names);
    return [
      `complete -c surprisal -n ${quoted(condition)}`,
      option.short && `-s ${option.short}`,
      `-l ${long}`,
      option.value !== undefined && (option.completes === 'paths' ? '-r -F' : '-x'),
      words && `-a ${quoted(words.join(' '))}`,
      `-d ${quoted(option.text)}`,
    ]
      .filter(Boolean)
      .join(' ');
  };
  const operands = (condition: string, words: string): string =>
    `complete -c surprisal -n ${quoted(condition)} -f -a ${quoted(words)}`;
  const archives = '(__fish_complete_suffix .srp)';
  const marks = (bare.archives === true ? [] : (bare.archives ?? [])).map((name) => {
    const short = bare.options[name]?.short;
    return `${short === undefined ? '' : `-s ${short} `}${name}`;
  });
  const lines = [
    '# surprisal completion for fish',
    ...verbs.map(
      ({ name, summary }) => `complete -c surprisal -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ),
    ...optionsOf(bare).map((option) => line(none, option)),
    operands(`${none}; and __fish_contains_opt ${marks.join(' ')}`, archives),
    ...verbs.flatMap((verb) => {
      const condition = `__fish_seen_subcommand_from ${verb.name}`;
      const words = verb.archives ? archives : verb.choices?.join(' ');
      const own = words === undefined ? [] : [operands(condition, words)];
      return [...optionsOf(verb).map((option) => line(condition, option)), ...own];
    }),
  ];
  return `${lines.join('\n')}\n`;
}
