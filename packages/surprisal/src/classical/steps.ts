/** Steps of the classical coders, as plain data that a program can print to explain a code. */
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

/** Huffman's algorithm joins two nodes. Nodes 0 … 255 are bytes, 256 is the first joined node, and so on. */
export interface MergeStep {
  readonly kind: 'merge';
  readonly left: number;
  readonly right: number;
  /** Sum of the counts of the symbols below the new node. */
  readonly weight: number;
}

/** A symbol of a prefix code gets its codeword. */
export interface CodewordStep {
  readonly kind: 'codeword';
  /** A byte. In a block of deflate also 256 … 285, or, when `of` is distances, 0 … 29. */
  readonly symbol: number;
  /** The code it belongs to: literals and lengths, or distances. */
  readonly of: 'literals' | 'distances';
  /** Zeros and ones, in the order in which they are sent. */
  readonly bits: string;
}

/** The arithmetic coder takes a symbol's part of its interval: [low, high) / denominator, exactly. */
export interface IntervalStep {
  readonly kind: 'interval';
  readonly at: number;
  readonly byte: number;
  /** Count of the byte and total of the counts: their ratio is its probability. */
  readonly count: number;
  readonly total: number;
  /** Whole numbers as decimal digits. */
  readonly low: string;
  readonly high: string;
  readonly denominator: string;
}

/** The shortest binary fraction 0.bits whose continuations all lie in the last interval. */
export interface PointStep {
  readonly kind: 'point';
  readonly bits: string;
}

/** A sign of Morse code. */
export interface SignStep {
  readonly kind: 'sign';
  readonly at: number;
  /** The meaning of the sign: a character, `capital` or `byte` (marks), or a space, whose sign is empty. */
  readonly text: string;
  /** Dots and dashes. */
  readonly sign: string;
  /** Duration, including the gap after it. */
  readonly units: number;
}

/** A block of deflate begins. */
export interface BlockStep {
  readonly kind: 'block';
  readonly at: number;
  readonly type: 'stored' | 'fixed' | 'dynamic';
  readonly last: boolean;
  /** Bits of the header, including the codes that it sends. */
  readonly bits: number;
}

/** A literal byte. */
export interface LiteralStep {
  readonly kind: 'literal';
  /** Position in the content. */
  readonly at: number;
  readonly byte: number;
  /** Its cost in bits of code. */
  readonly bits: number;
}

/** A copy of earlier content. */
export interface MatchStep {
  readonly kind: 'match';
  readonly at: number;
  readonly length: number;
  /** How far back the copy begins; it may overlap itself. */
  readonly distance: number;
  readonly bits: number;
}

/** LZW sends the code of a phrase, and adds that phrase followed by the next byte. */
export interface PhraseStep {
  readonly kind: 'phrase';
  readonly at: number;
  readonly code: number;
  /** Bits of the code. */
  readonly bits: number;
  /** Bytes of the phrase. */
  readonly length: number;
  /** The code of the phrase followed by the next byte, if the dictionary has room. */
  readonly added: number | undefined;
}

/** LZW clears its dictionary. */
export interface ClearStep {
  readonly kind: 'clear';
  readonly at: number;
  readonly bits: number;
}
