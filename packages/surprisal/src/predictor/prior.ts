import { type Bytes, bytesOf } from '../base/bytes.js';
import { checkInteger } from '../base/checks.js';
import { sha256 } from '../base/sha256.js';
import { KINDS } from '../registry/kinds.js';
import { type ModelSpec, modelOf, type StoredNetwork, storedNetworkOf } from '../registry/models.js';
import {
  ANY_KIND,
  haveSameUse,
  PARTS_MAX,
  type Part,
  PartType,
  PRIOR_BYTES_MAX,
  readParts,
  writeParts,
} from './prior-file.js';

/** Bytes that a predictor reads, and learns from, before the first bit of the content. */
export interface Primer {
  /** 1 byte or more: examples of what is to be compressed. The last of them count most. */
  readonly primer: Bytes;
  /** The kind of content that it is for, a number of `KINDS`. Left out: every kind that has no primer of its own. */
  readonly kind?: number | undefined;
}

/** A network that was trained beforehand: `weights` of a description of `surprisal/mdl`. */
export interface PriorWeights {
  readonly weights: Bytes;
  /** The model that they are for: `net-N` or `two-part-N`. */
  readonly model: string;
}

/** No prior; the one that the library ships (it ships no prior so far); or a prior of your own. */
export type PriorOption = 'none' | 'default' | PriorData;

/** What predictors use of a prior: a `Prior`, or a clone of one in a worker. */
export interface PriorData {
  readonly hash: string;
  readonly parts: readonly Part[];
}

/** What one predictor is given of a prior. */
export interface Knowledge {
  /** Of the prior. */
  readonly hash: string;
  readonly primer?: Uint8Array | undefined;
  readonly weights?: Uint8Array | undefined;
}

/**
 * Prior knowledge: what encoder and decoder share before the first bit. Content that resembles it becomes shorter, short
 * content by half or more. What was compressed with a prior can be decompressed with that prior only.
 */
export class Prior implements PriorData {
  /** SHA-256 of the file, 64 hexadecimal digits. */
  readonly hash: string;
  /** What is in the file. */
  readonly parts: readonly Part[];
  readonly #file: Uint8Array<ArrayBuffer>;

  private constructor(file: Uint8Array<ArrayBuffer>) {
    this.parts = readParts(file);
    this.hash = sha256(file);
    this.#file = file;
  }

  /**
   * @param parts 1 to 256, less than 64 MiB together: at most one primer for each kind and one network for each model.
   * @throws {TypeError | RangeError} for bad arguments.
   */
  static create(parts: readonly (Primer | PriorWeights)[]): Prior {
    if (!Array.isArray(parts)) throw new TypeError('the parts of a prior must be an array');
    checkInteger('the number of parts', parts.length, 1, PARTS_MAX);
    const list: Part[] = [];
    for (const part of parts.map(partOf)) {
      if (list.some((other) => haveSameUse(part, other)))
        throw new RangeError('two parts of the prior have the same use');
      list.push(part);
    }
    const file = writeParts(list);
    if (file.length > PRIOR_BYTES_MAX) throw new RangeError(`a prior has at most ${PRIOR_BYTES_MAX} bytes`);
    return new Prior(file);
  }

  /** @throws {StreamError} for anything that `save` did not make. */
  static load(bytes: Bytes): Prior {
    return new Prior(new Uint8Array(bytesOf(bytes)));
  }

  /** The file that `load` reads. */
  save(): Uint8Array<ArrayBuffer> {
    return this.#file.slice();
  }
}

/** @throws {TypeError | RangeError} */
function partOf(part: Primer | PriorWeights): Part {
  const isWeights = 'weights' in part;
  const bytes = bytesOf(isWeights ? part.weights : part.primer);
  if (bytes.length === 0) throw new RangeError('a part of the prior is empty');
  if (!isWeights) {
    const { kind } = part;
    if (kind !== undefined) checkInteger('kind', kind, 0, KINDS.length - 1);
    return { type: PartType.PRIMER, use: kind === undefined ? ANY_KIND : kind + 1, parameter: 0, bytes };
  }
  const model = modelOf(part.model);
  if (storedNetworkOf(model) === undefined) throw new RangeError(`the model ${part.model} takes no weights`);
  return { type: PartType.WEIGHTS, use: model.id, parameter: model.parameter, bytes };
}

/** The prior that is asked for. @throws {TypeError} */
export function chosenPrior(option: PriorOption = 'default'): PriorData | undefined {
  if (option === 'none' || option === 'default') return undefined;
  if (typeof option === 'object' && HASH.test(option?.hash) && Array.isArray(option.parts)) return option;
  throw new TypeError("prior must be 'none', 'default' or a Prior");
}

const HASH = /^[0-9a-f]{64}$/;

/** What a predictor of `model` is given for content of a kind; undefined where the prior has nothing for it. */
export function knowledgeFor(prior: PriorData | undefined, model: ModelSpec, kind: number): Knowledge | undefined {
  if (prior === undefined) return undefined;
  const { hash, parts } = prior;
  const primerFor = (use: number) => parts.find((part) => part.type === PartType.PRIMER && part.use === use)?.bytes;
  const primer = primerFor(kind + 1) ?? primerFor(ANY_KIND);
  const weights = parts.find(
    ({ type, use, parameter }) => type === PartType.WEIGHTS && use === model.id && parameter === model.parameter,
  )?.bytes;
  return primer === undefined && weights === undefined ? undefined : { hash, primer, weights };
}

/** The network whose weights the code of a frame begins with: that of the model, unless the prior has it. */
export function codedNetworkOf(model: ModelSpec, knowledge: Knowledge | undefined): StoredNetwork | undefined {
  return knowledge?.weights === undefined ? storedNetworkOf(model) : undefined;
}
