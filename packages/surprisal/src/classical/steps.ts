/** Steps of the classical coders, as plain data: what a program prints to explain a code. */
export type Step =
  | MergeStep
  | CodewordStep
  | IntervalStep
  | PointStep
  | SignStep
  | BlockStep
  | LiteralStep
  | MatchStep
  | PhraseStep
  | ClearStep;

/** Huffman's algorithm joins two nodes. Nodes 0 … 255 are bytes, 256 the first that is made, and so on. */
export interface MergeStep {
  readonly kind: 'merge';
  readonly left: number;
  readonly right: number;
  /** How often what is below them occurs. */
  readonly weight: number;
}

/** A symbol of a prefix code gets its codeword. */
export interface CodewordStep {
  readonly kind: 'codeword';
  /** A byte; in a block of deflate also 256 … 285, and with `of` distances 0 … 29. */
  readonly symbol: number;
  /** Which code it belongs to: of literals and lengths, or of distances. */
  readonly of: 'literals' | 'distances';
  /** Zeros and ones, in the order in which they are sent. */
  readonly bits: string;
}

/** The arithmetic coder takes a symbol's part of its interval: [low, high) / denominator, exactly. */
export interface IntervalStep {
  readonly kind: 'interval';
  readonly at: number;
  readonly byte: number;
  /** How often the byte occurs, of how many: its probability. */
  readonly count: number;
  readonly total: number;
  /** Decimal digits of whole numbers. */
  readonly low: string;
  readonly high: string;
  readonly denominator: string;
}

/** The shortest binary fraction 0.bits of which all continuations lie in the last interval. */
export interface PointStep {
  readonly kind: 'point';
  readonly bits: string;
}

/** A sign of Morse code. */
export interface SignStep {
  readonly kind: 'sign';
  readonly at: number;
  /** What it is for: a character, `capital` or `byte` (marks), or a space, whose sign is empty. */
  readonly text: string;
  /** Dots and dashes. */
  readonly sign: string;
  /** How long it takes, with the gap after it. */
  readonly units: number;
}

/** A block of deflate begins. */
export interface BlockStep {
  readonly kind: 'block';
  readonly at: number;
  readonly type: 'stored' | 'fixed' | 'dynamic';
  readonly last: boolean;
  /** Of its header, with the codes it sends. */
  readonly bits: number;
}

/** A byte as it is. */
export interface LiteralStep {
  readonly kind: 'literal';
  /** Where it is in the content. */
  readonly at: number;
  readonly byte: number;
  /** Bits of code that it costs. */
  readonly bits: number;
}

/** A copy of what came before. */
export interface MatchStep {
  readonly kind: 'match';
  readonly at: number;
  readonly length: number;
  /** How far back it begins; it may reach into itself. */
  readonly distance: number;
  readonly bits: number;
}

/** LZW sends the code of a phrase, and learns that phrase with the byte after it. */
export interface PhraseStep {
  readonly kind: 'phrase';
  readonly at: number;
  readonly code: number;
  /** Bits of the code. */
  readonly bits: number;
  /** Bytes of the phrase. */
  readonly length: number;
  /** The code that the phrase and the next byte get, if the dictionary takes it. */
  readonly added: number | undefined;
}

/** LZW forgets its dictionary. */
export interface ClearStep {
  readonly kind: 'clear';
  readonly at: number;
  readonly bits: number;
}
