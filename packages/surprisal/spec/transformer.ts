import { ByteSoftmax } from './byte-softmax.js';
import { ByteToBit } from './byte-to-bit.js';
import { FEATURES, type Features, NetworkByteModel } from './network.js';
import { type Arithmetic, F32, type Vector } from './neural/arithmetic.js';
import { Attention, type AttentionErrors, type AttentionStep, type HeadMemory } from './neural/attention.js';
import { rowBits } from './neural/embeddings.js';
import { FeedForward, type FeedForwardErrors, type FeedForwardStep } from './neural/feed-forward.js';
import { GatedEmbeddings, type GatedStep } from './neural/gated-embeddings.js';
import { type Normed, normalise, normaliseBackward } from './neural/norm.js';
import { Uniform } from './neural/random.js';
import { Schedule } from './neural/schedule.js';
import { f32 } from './numbers.js';

const STEPS = 20;
const PAST = 60;
const HIDDEN = 2;
const EMBED_RATE = 12;
const SEED = 12345;

interface Block {
  readonly attention: Attention;
  readonly memory: HeadMemory[];
  readonly feedForward: FeedForward;
}

interface BlockStep {
  readonly attention: AttentionStep;
  readonly feedForward: FeedForwardStep;
}

interface BlockErrors {
  readonly attention: AttentionErrors;
  readonly feedForward: FeedForwardErrors;
}

/** One step of the whole stack. */
interface Step {
  readonly keys: readonly number[];
  readonly embedded: GatedStep;
  readonly blocks: readonly BlockStep[];
  readonly last: Normed;
  readonly p: Vector;
}

/** The gradient of the code of the steps kept. */
interface Gradient {
  readonly blocks: readonly BlockErrors[];
  /** With respect to the sums of the embeddings, at each step. */
  readonly embedded: readonly Vector[];
}

/** A Transformer that learns while it codes. Specification of kernel/models/transformer.ts, whose preface explains it. */
export class TransformerByteModel extends NetworkByteModel {
  readonly blocks: readonly Block[];
  readonly embeddings: GatedEmbeddings;
  readonly output: ByteSoftmax;
  /** Steps kept since the last update. */
  past: Step[] = [];
  private readonly arithmetic: Arithmetic;
  private readonly units: number;
  private k = 0;
  private now: Step | undefined;
  private readonly schedule = new Schedule(STEPS);

  constructor(units: number, layers: number, size: number, features: Features, arithmetic: Arithmetic = F32) {
    super(features);
    const random = new Uniform(SEED);
    const bits = rowBits(size);
    this.arithmetic = arithmetic;
    this.units = units;
    this.embeddings = new GatedEmbeddings(arithmetic, units, FEATURES, bits, random);
    this.blocks = Array.from({ length: layers }, () => {
      const attention = new Attention(arithmetic, units, PAST, STEPS, random);
      const feedForward = new FeedForward(arithmetic, units, HIDDEN * units, random);
      return { attention, memory: attention.memory(), feedForward };
    });
    this.output = new ByteSoftmax(arithmetic, units);
  }

  distribution(): readonly number[] {
    return this.output.masses(this.step().p);
  }

  /** Lets all blocks make one step. @returns what it made. */
  step(): Step {
    const { keys } = this;
    const { x, made } = this.embeddings.forward(keys);
    const blocks = this.blocks.map(({ attention, memory, feedForward }) => ({
      attention: attention.forward(x, memory, this.k),
      feedForward: feedForward.forward(x),
    }));
    const last = normalise(this.arithmetic, x);
    this.now = { keys, embedded: made, blocks, last, p: this.output.forward(last.n) };
    return this.now;
  }

  learn(byte: number): void {
    this.keep(byte);
    if (this.k === STEPS - 1 && this.past.length === STEPS) this.train();
  }

  /** Keeps the step, with the errors of its output. */
  keep(byte: number): void {
    if (this.k === 0) this.forget();
    this.past.push(this.now!);
    this.noteLearned();
    this.output.learn(byte, this.now!.p);
  }

  perceive(byte: number): void {
    this.sense(byte);
    this.k = (this.k + 1) % STEPS;
    if (this.k > 0) return;
    for (const { attention, memory } of this.blocks) attention.advance(memory);
  }

  /** From the output to the embeddings. */
  gradient(): Gradient {
    const dx = this.past.map(() => this.arithmetic.array(this.units));
    this.output.backward().forEach((dn, k) => {
      normaliseBackward(this.arithmetic, dn, this.past[k]!.last, dx[k]!);
    });
    const blocks: BlockErrors[] = [];
    for (let l = this.blocks.length - 1; l >= 0; l--) {
      const { attention, memory, feedForward } = this.blocks[l]!;
      const steps = this.past.map((step) => step.blocks[l]!);
      const forward = feedForward.backward(
        steps.map((step) => step.feedForward),
        dx,
      );
      const attended = attention.backward(
        steps.map((step) => step.attention),
        memory,
        dx,
      );
      blocks.unshift({ attention: attended, feedForward: forward });
    }
    const embedded = this.embeddings.backward(
      this.past.map((step) => step.embedded),
      dx,
    );
    return { blocks, embedded };
  }

  private train(): void {
    this.schedule.advance();
    const layers = this.schedule.rate(0.0004, 0.0001, 0.0001);
    const rate = f32(layers);
    const outputRate = f32(this.schedule.rate(0.256 / this.units, 0.02 / this.units, 0.00001));
    const { blocks, embedded } = this.gradient();
    this.output.update(
      this.past.map(({ last }) => last.n),
      outputRate,
    );
    this.blocks.forEach(({ attention, feedForward }, l) => {
      const steps = this.past.map((step) => step.blocks[l]!);
      feedForward.update(
        steps.map((step) => step.feedForward),
        blocks[l]!.feedForward,
        rate,
      );
      attention.update(
        steps.map((step) => step.attention),
        blocks[l]!.attention,
        rate,
      );
    });
    const chosen = this.past.map(({ keys }) => keys);
    this.embeddings.embeddings.update(embedded, chosen, f32(layers * EMBED_RATE));
  }

  private forget(): void {
    this.past = [];
    this.output.forget();
  }
}

/** The model, bit by bit. */
export class Transformer extends ByteToBit {
  constructor(units: number, layers: number, size: number, features: Features) {
    super(new TransformerByteModel(units, layers, size, features));
  }
}
