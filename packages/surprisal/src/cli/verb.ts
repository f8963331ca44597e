/**
 * What a verb of the command line is. Everything that is said about the commands is said in such descriptions, once:
 * the parser, the help, the completions and the man page are made from them.
 */

/** One option of a verb, known by its long name. */
export interface Option {
  /** The same in one letter. */
  readonly short?: string;
  /** What stands for the value in the help, in capitals. Without it the option takes none. */
  readonly value?: string;
  /** All values there are. */
  readonly choices?: readonly string[];
  /** The value is a path: for completion. */
  readonly isPath?: true;
  /** What it does: a phrase without a full stop. */
  readonly text: string;
}

export type Options = Readonly<Record<string, Option>>;

/** What was given of the options: a string with a value, true without; either, of options that are not known. */
export type Values<O extends Options> = {
  readonly [K in keyof O]?: Option extends O[K] ? string | true : O[K] extends { value: string } ? string : true;
};

export interface Verb<O extends Options = Options> {
  /** The word after `surprisal`; '' for what is done without one. */
  readonly name: string;
  /** What it does, in a phrase. */
  readonly summary: string;
  /** What follows the options: `[FILE...]`. */
  readonly operands: string;
  /** What the operands are: paths, unless there is a list of all there can be. */
  readonly choices?: readonly string[];
  /** What else there is to know: paragraphs. */
  readonly details?: readonly string[];
  readonly options: O;
  /** The verbs, where the help is to tell them. */
  readonly verbs?: readonly Verb[];
  /** Commands that work, and what they do. */
  readonly examples: readonly (readonly [command: string, does: string])[];
  /**
   * Loads what it needs by itself, so that other verbs start fast.
   * @param commands for what is said about all of them. @returns the exit code.
   */
  run(values: Values<O>, operands: readonly string[], commands: Commands): Promise<number>;
}

/** All there is: the verbs, and what is done without one. */
export interface Commands {
  readonly bare: Verb;
  readonly verbs: readonly Verb[];
}

/** Only for its types: the values that `run` gets are those of the options. */
export function verb<const O extends Options>(description: Verb<O>): Verb<O> {
  return description;
}
