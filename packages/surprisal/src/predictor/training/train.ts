import { exp2 } from '../../base/elementary.js';
import { Training } from './kernel-training.js';
import { refine } from './refine.js';

/** Symbols to train on between two breaks. */
const SLICE = 1 << 12;
/** Passes of one training: as many as the budget has, within these. */
const PASSES_MIN = 8;
const PASSES_MAX = 300;
/** Networks that begin with other weights, at most: small ones come to a good end by chance. */
const STARTS_MAX = 8;
/** How many of the best are refined, and how many tries each gets per weight. */
const REFINED = 2;
const TRIES_EACH = 12;
/** What all passes may cost, and all tries, in units of about 0.1 µs: a symbol takes one, and one for each STEP_WEIGHTS weights it meets. */
const PASS_UNITS = 2 ** 23;
const TRY_UNITS = 2 ** 22;
const STEP_WEIGHTS = 128;
/** A try takes half a pass, and this much for each weight, to compute what the weights cost. */
const TRY_WEIGHT_UNITS = 2.5;
/** Learning rate at first; it falls by half HALVINGS times. Faster, or not so far, and the weights follow the last part of the content. */
const RATE = 0.01;
const HALVINGS = 10;
/** Penalty of a weight of 1, in nats. */
const LAMBDA = 3;
/** From this share of the passes on, the weights are rounded. */
const ROUNDING_FROM = 0.5;
/** For content up to these sizes in bytes, weights are multiples of 1, 1/2, 1/4; for longer content, of 1/8. A weight is worth log2(n) / 2 bits. */
const STEP_BYTES: readonly number[] = [2 ** 14, 2 ** 16, 2 ** 19];

/** A trained network, and what it costs. */
export interface Trained {
  /** What comes before the content. */
  readonly weights: Uint8Array<ArrayBuffer>;
  readonly weightBits: number;
  /** Of the content under the network alone. */
  readonly contentBits: number;
}

/**
 * The best network of `cells` that was found for `content`, at least a byte: the least sum of both parts.
 * @param step receives the progress of the search, 0 to 1.
 */
export async function trainNetwork(
  content: Uint8Array,
  cells: number,
  step: (share: number) => Promise<void>,
): Promise<Trained> {
  const n = content.length;
  const exponent = STEP_BYTES.filter((bytes) => n > bytes).length;
  const symbols = new Set(content).size;
  const passUnits = n * (1 + ((symbols + 4 * cells) * (cells + 2)) / STEP_WEIGHTS);
  const passesInAll = Math.floor(PASS_UNITS / passUnits);
  const starts = Math.min(Math.max(Math.floor(passesInAll / PASSES_MAX), 1), STARTS_MAX);
  const passes = Math.min(Math.max(passesInAll, PASSES_MIN), PASSES_MAX);
  const trials: { training: Training; bits: number }[] = [];
  for (let i = 0; i < starts; i++) {
    const training = await Training.open(content, cells, exponent, i + 1);
    await train(training, passes, (share) => step((TRAINING_SHARE * (i + share)) / starts));
    training.write();
    trials.push({ training, bits: training.weightBits() + training.contentBits() });
    trials.sort((a, b) => a.bits - b.bits).splice(REFINED);
  }
  const weightCount = (symbols + 4 * cells) * (1 + symbols + cells);
  const tries = Math.floor(TRY_UNITS / (REFINED * (passUnits / 2 + TRY_WEIGHT_UNITS * weightCount)));
  for (const [i, trial] of trials.entries()) {
    const { training } = trial;
    const most = Math.min(tries, TRIES_EACH * weightCount);
    trial.bits = await refine(training, most, (tried) =>
      step(TRAINING_SHARE + ((1 - TRAINING_SHARE) * (i + Math.min(tried / most, 1))) / trials.length),
    );
  }
  const { training } = trials.reduce((best, one) => (one.bits < best.bits ? one : best));
  const weights = training.weights.slice();
  return { weights, weightBits: training.weightBits(), contentBits: training.contentBits() };
}

/** Of the time, about. */
const TRAINING_SHARE = 0.7;

async function train(training: Training, passes: number, step: (share: number) => Promise<void>): Promise<void> {
  const { n } = training;
  for (let pass = 0; pass < passes; pass++) {
    for (let from = 0; from < n; from += SLICE) {
      const share = (pass + from / n) / passes;
      const rounding = share >= ROUNDING_FROM;
      training.pass(from, Math.min(from + SLICE, n), { rate: rateAt(share), lambda: LAMBDA, rounding });
      await step(share);
    }
  }
}

/** RATE / 2^(HALVINGS share), by straight lines between the powers of 2: no engine has another result. */
function rateAt(share: number): number {
  const halvings = Math.floor(HALVINGS * share);
  return (RATE / exp2(halvings)) * (1 - (HALVINGS * share - halvings) / 2);
}
