/**
 * What a verb of the command line is. Everything that is said about the commands is said in such descriptions, once:
 * the parser, the help, the completions and the man page are made from them.
 */

/** One option of a verb, known by its long name. */
export interface Option {
  /** The same in one letter. */
  readonly short?: string;
  /** Placeholder for the value in the help, in capitals. An option without one takes no value. */
  readonly value?: string;
  /** All values there are. */
  readonly choices?: readonly string[];
  /** May be given several times: the value is a list. */
  readonly isList?: true;
  /** What the value is, where that cannot be listed here: for completion. */
  readonly completes?: 'paths' | 'models' | 'coders';
  /** Other spellings, as other programs have them: with a value of their own, or the value that follows. */
  readonly also?: readonly { readonly short?: string; readonly long?: string; readonly value?: string }[];
  /** What it does: a phrase without a full stop. */
  readonly text: string;
}

export type Options = Readonly<Record<string, Option>>;

/** What was given of the options: a string with a value, a list of them, or true; any of these, of options that are not known. */
export type Values<O extends Options> = {
  readonly [K in keyof O]?: Option extends O[K] ? string | true | readonly string[] : ValueOf<O[K]>;
};

type ValueOf<O extends Option> = O extends { isList: true }
  ? readonly string[]
  : O extends { value: string }
    ? string
    : true;

export interface Verb<O extends Options = Options> {
  /** The word after `surprisal`; '' for the command without a verb. */
  readonly name: string;
  /** What it does, in a phrase. */
  readonly summary: string;
  /** What follows the options: `[FILE...]`. */
  readonly operands: string;
  /** What the operands are: paths, unless there is a list of all there can be. */
  readonly choices?: readonly string[];
  /** They are archives: always, or with one of these options. */
  readonly archives?: true | readonly string[];
  /** What else there is to know: paragraphs. */
  readonly details?: readonly string[];
  readonly options: O;
  /** The verbs to list in the help. */
  readonly verbs?: readonly Verb[];
  /** Commands that work, and what they do. */
  readonly examples: readonly (readonly [command: string, does: string])[];
  /**
   * Loads what it needs by itself, so that other verbs start fast.
   * @param commands for help and completion. @returns the exit code.
   */
  run(values: Values<O>, operands: readonly string[], commands: Commands): Promise<number>;
}

/** All commands: the verbs, and the command without one. */
export interface Commands {
  readonly bare: Verb;
  readonly verbs: readonly Verb[];
}

/** Only for its types: the values that `run` gets are those of the options. */
export function verb<const O extends Options>(description: Verb<O>): Verb<O> {
  return description;
}
