import { allocate, allocatePerceived } from '../memory';
import { Attention } from '../neural/attention';
import { rowBits } from '../neural/embeddings';
import { FEATURE_BYTES, FEATURES } from '../neural/features';
import { FeedForward } from '../neural/feed-forward';
import { GatedEmbeddings } from '../neural/gated-embeddings';
import { normalise, normaliseBackward } from '../neural/norm';
import { Uniform } from '../neural/random';
import { Schedule } from '../neural/schedule';
import { ByteSoftmax } from './byte-softmax';
import { ByteToBit } from './byte-to-bit';
import { NetworkByteModel } from './network';

/** Bytes of a segment: steps between updates. Errors go back through all of them and no further. A multiple of 4, at most 32. */
const STEPS: u32 = 20;
/** Bytes before a segment that attention sees. */
const PAST: u32 = 60;
/** Hidden numbers of a feed-forward for each of d. */
const HIDDEN: u32 = 2;

/**
 * Learning rates, first and last, and how fast they fall: of the blocks, and of the output, there times d. Rows learn faster
 * than blocks.
 */
const RATE: f64 = 0.0004;
const RATE_LAST: f64 = 0.0001;
const RATE_FALL: f64 = 0.0001;
const EMBED_RATE: f64 = 12;
const OUTPUT_RATE: f64 = 0.256;
const OUTPUT_RATE_LAST: f64 = 0.02;
const OUTPUT_RATE_FALL: f64 = 0.00001;

const SEED: u32 = 12345;

/** What changes while learning and is a number: in the arena. */
@unmanaged
class Progress {
  /** Steps of this segment that were kept. */
  kept: u32;
}

/**
 * transformer: a Transformer that learns while it codes.
 *
 * For each byte: the past, as 22 keys (features.ts), becomes d numbers x (neural/gated-embeddings.ts); every block
 * adds to them what attention finds among the last 60 to 80 bytes (neural/attention.ts), then what a feed-forward makes
 * of that (neural/feed-forward.ts); x normalised is h, and gives the logits of a softmax with a row for each byte seen
 * (byte-softmax.ts).
 *
 * A byte takes one position's time: keys and values of those before it are kept. Each step is kept too: keys, h and
 * the activations of embeddings and blocks. After every 20 bytes, a segment, errors go back through them as products of
 * matrices: from the output to the blocks, the upper first, to the embeddings. Then all weights make one step
 * (neural/optimizer.ts), with rates that fall from 0.0004 to 0.0001 for the blocks, twelve times that for the
 * embeddings, and from 0.256 / d to 0.02 / d for the output. Keys and values of the past 60 bytes stay as they were made.
 *
 * All is f32 in a fixed order. NaN and infinity cannot arise: what goes into a matrix is normalised or bounded, errors
 * that go back are clipped, and an update changes no weight by more than 100 times the rate.
 *
 * Sources: F. Bellard, NNCP v2 (2021): normalised before each half of a block, relative positions, memory of a past
 * segment, trained while coding. Bytes come in order, one predictor sees them all, so there is one stream; gated
 * embeddings of hashed strings and the constants are ours: docs/decisions/transformer.md.
 */
export class Transformer extends ByteToBit {
  /** @param units of each layer, a multiple of 32. @param size bytes of content expected. */
  static create(units: u32, layers: u32, size: u32): Transformer {
    return new Transformer(new TransformerByteModel(units, layers, size, true));
  }
}

/** The same, byte by byte. Without layers it is trace.ts. */
export class TransformerByteModel extends NetworkByteModel {
  private readonly embeddings: GatedEmbeddings;
  private readonly attention: StaticArray<Attention>;
  private readonly feedForward: StaticArray<FeedForward>;
  private readonly output: ByteSoftmax;
  private readonly width: usize; //       bytes of d numbers
  /** A step: keys of embeddings, h f32[d] and its scale, activations of all layers. */
  private readonly activationBytes: usize;
  private readonly now: usize; //   of this step
  private readonly attended: usize; // keys and values of all blocks
  private readonly x: usize; //     f32[d], scratch
  private readonly y: usize; //     f32[d], scratch
  private readonly past: usize; //  of the steps of this segment
  private readonly dh: usize; //    gradient with respect to h, f32[STEPS][d]
  private readonly dx: usize; //    with respect to x, f32[STEPS][d]
  private readonly schedule: Schedule;
  private readonly progress: Progress;
  private step: u32 = 0; //         of this segment

  constructor(units: u32, layers: u32, size: u32, alone: bool) {
    super(size, alone);
    const random = new Uniform(SEED);
    const bits = rowBits(size, alone);
    const width = (<usize>units) << 2;
    const embeddings = new GatedEmbeddings(units, FEATURES, bits, STEPS, random);
    const attention = new StaticArray<Attention>(layers);
    const feedForward = new StaticArray<FeedForward>(layers);
    let activationBytes = FEATURE_BYTES + width + 16 + embeddings.activationBytes;
    let keyBytes: usize = 0;
    for (let l: u32 = 0; l < layers; l++) {
      const a = new Attention(units, PAST, STEPS, random);
      const f = new FeedForward(units, HIDDEN * units, STEPS, random);
      unchecked((attention[l] = a));
      unchecked((feedForward[l] = f));
      activationBytes += a.activationBytes + f.activationBytes;
      keyBytes += a.memoryBytes;
    }
    this.embeddings = embeddings;
    this.attention = attention;
    this.feedForward = feedForward;
    this.output = new ByteSoftmax(units, STEPS);
    this.width = width;
    this.activationBytes = activationBytes;
    this.now = allocatePerceived(activationBytes);
    this.attended = allocatePerceived(keyBytes);
    this.x = allocatePerceived(width);
    this.y = allocatePerceived(width);
    this.past = allocate(STEPS * activationBytes);
    this.dh = allocate(STEPS * width);
    this.dx = allocate(STEPS * width);
    this.schedule = new Schedule(STEPS);
    this.progress = changetype<Progress>(allocate(offsetof<Progress>()));
  }

  get features(): usize {
    return this.now;
  }

  distribution(masses: usize): void {
    const h = this.now + FEATURE_BYTES;
    let activations = h + this.width + 16;
    let keys = this.attended;
    this.embeddings.forward(this.now, activations, this.x);
    activations += this.embeddings.activationBytes;
    for (let l = 0; l < this.attention.length; l++) {
      const a = unchecked(this.attention[l]);
      const f = unchecked(this.feedForward[l]);
      a.forward(this.x, activations, keys, this.step, this.y);
      activations += a.activationBytes;
      keys += a.memoryBytes;
      f.forward(this.x, activations, this.y);
      activations += f.activationBytes;
    }
    store<f32>(h + this.width, normalise(this.x, this.width, h));
    this.output.distribution(h, masses);
  }

  learn(byte: u32): void {
    const progress = this.progress;
    const k: usize = this.step;
    memory.copy(this.past + k * this.activationBytes, this.now, this.activationBytes);
    this.noteLearned();
    this.output.learn(byte, k);
    if (k === 0) progress.kept = 0;
    progress.kept++;
    // A segment that was not learned from its beginning (the predictor was frozen) is not learned.
    if (k === STEPS - 1 && progress.kept === STEPS) this.train();
  }

  perceive(byte: u32): void {
    this.follow(byte);
    if (++this.step < STEPS) return;
    this.step = 0;
    let keys = this.attended;
    for (let l = 0; l < this.attention.length; l++) {
      const a = unchecked(this.attention[l]);
      a.advance(keys);
      keys += a.memoryBytes;
    }
  }

  /** Back-propagation through the segment, and one step of all weights. */
  private train(): void {
    const schedule = this.schedule;
    schedule.advance();
    const layers = schedule.rate(RATE, RATE_LAST, RATE_FALL);
    const rate = <f32>layers;
    const units = <f64>(this.width >>> 2);
    const outputRate = <f32>schedule.rate(OUTPUT_RATE / units, OUTPUT_RATE_LAST / units, OUTPUT_RATE_FALL);
    const stride = this.activationBytes;
    const width = this.width;
    const h = this.past + FEATURE_BYTES;
    this.output.backward(this.dh);
    this.output.update(h, stride, outputRate);
    memory.fill(this.dx, 0, STEPS * width);
    for (let k: usize = 0; k < STEPS; k++) {
      const n = h + k * stride;
      normaliseBackward(this.dh + k * width, n, load<f32>(n + width), width, this.dx + k * width);
    }
    let activations = this.past + stride;
    let keys = this.attended;
    for (let l = 0; l < this.attention.length; l++) keys += unchecked(this.attention[l]).memoryBytes;
    for (let l = this.attention.length - 1; l >= 0; l--) {
      const a = unchecked(this.attention[l]);
      const f = unchecked(this.feedForward[l]);
      activations -= f.activationBytes;
      f.backward(activations, stride, this.dx, rate);
      activations -= a.activationBytes;
      keys -= a.memoryBytes;
      a.backward(activations, stride, keys, this.dx, rate);
    }
    activations -= this.embeddings.activationBytes;
    this.embeddings.update(activations, this.past, stride, this.dx, <f32>(layers * EMBED_RATE));
  }
}
