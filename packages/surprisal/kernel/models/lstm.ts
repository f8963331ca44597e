import { allocate, scratch } from '../memory';
import { rowBits } from '../neural/embeddings';
import { FEATURE_BYTES, FEATURES } from '../neural/features';
import { LstmLayer } from '../neural/lstm-layer';
import { Uniform } from '../neural/random';
import { Schedule } from '../neural/schedule';
import { ByteSoftmax } from './byte-softmax';
import { ByteToBit } from './byte-to-bit';
import { NetworkByteModel } from './network';

/** Steps between updates; errors go back through all of them and no further. */
const STEPS: u32 = 20; // of 6, 10, 16, 20 the fastest, and as small
/** Tables of embeddings of the layers above the lowest: the last byte. */
const TABLES_ABOVE: u32 = 1;

/** Learning rates, first and last, and how fast they fall: of the layers, and of the output. */
const RATE: f64 = 0.005;
const RATE_LAST: f64 = 0.001;
const RATE_FALL: f64 = 0.0005;
const OUTPUT_RATE: f64 = 0.015;
const OUTPUT_RATE_LAST: f64 = 0.0015;
const OUTPUT_RATE_FALL: f64 = 0.00001;

const SEED: u32 = 12345;

/** What changes while learning and is a number: in the arena. */
@unmanaged
class Progress {
  /** Steps since the last update. */
  steps: u32;
}

/**
 * lstm: a stack of LSTM layers that learns while it codes.
 *
 * For each byte: every layer makes one step (neural/lstm-layer.ts), the lowest with the past as embeddings of 22
 * keys (neural/embeddings.ts, features.ts), those above of the last byte. The hidden outputs of all layers
 * together, h, give the logits of a softmax with a row for each byte seen (byte-softmax.ts).
 *
 * Each step is kept: keys of embeddings, h and the activations of the layers. After every 20 steps errors go back through them
 * (truncated back-propagation through time): from the output to every layer, from the upper layers to the lower, in
 * each from the last step to the first. Then all weights make one step (neural/optimizer.ts), with a rate that falls
 * from 0.005 to 0.001 for the layers and from 0.015 to 0.0015 for the output; memory of the past goes on.
 *
 * All is f32 in a fixed order. NaN and infinity cannot arise: h is within ±1, gates are normalised, errors that go
 * back are clipped, and an update changes no weight by more than 100 times the rate.
 *
 * Sources: B. Knoll, lstm-compress and the byte mixer of cmix (all layers feed the softmax, coupled and normalised
 * gates, a short horizon); F. Bellard, NNCP (2019): trained while coding, in both directions alike. The rows that come
 * into use, the hashed embeddings as an input and the constants are ours: docs/decisions/lstm.md.
 */
export class Lstm extends ByteToBit {
  /** @param cells of each layer, a multiple of 32. @param size bytes of content expected. */
  static create(cells: u32, layers: u32, size: u32): Lstm {
    return new Lstm(new LstmByteModel(cells, layers, size, true));
  }
}

/** The same, byte by byte: for models that mix it. */
export class LstmByteModel extends NetworkByteModel {
  private readonly layers: StaticArray<LstmLayer>;
  private readonly output: ByteSoftmax;
  /** Hidden outputs of all layers. */
  private readonly outputs: u32;
  /** A step: keys of embeddings, h f32[outputs], the activations of the layers. */
  private readonly activationBytes: usize;
  private readonly now: usize; //     of this step
  private readonly past: usize; //    of the steps since the last update
  private readonly back: usize; //    gradient with respect to h, f32[STEPS][outputs]
  private readonly schedule: Schedule;
  private readonly progress: Progress;

  constructor(
    private readonly cells: u32,
    layers: u32,
    size: u32,
    alone: bool,
  ) {
    super(size, alone);
    const random = new Uniform(SEED);
    const bits = rowBits(size, alone);
    const outputs = cells * layers;
    const list = new StaticArray<LstmLayer>(layers);
    let activationBytes = FEATURE_BYTES + ((<usize>outputs) << 2);
    for (let l: u32 = 0; l < layers; l++) {
      const layer = new LstmLayer(cells, l > 0, l ? TABLES_ABOVE : FEATURES, bits, STEPS, random);
      unchecked((list[l] = layer));
      activationBytes += layer.activationBytes;
    }
    this.layers = list;
    this.output = new ByteSoftmax(outputs, STEPS);
    this.outputs = outputs;
    this.activationBytes = activationBytes;
    this.now = scratch(activationBytes);
    this.past = allocate(STEPS * activationBytes);
    this.back = allocate((STEPS * outputs) << 2);
    this.schedule = new Schedule(STEPS);
    this.progress = changetype<Progress>(allocate(offsetof<Progress>()));
  }

  get features(): usize {
    return this.now;
  }

  distribution(masses: usize): void {
    const h = (<usize>this.cells) << 2;
    const hidden = this.now + FEATURE_BYTES;
    let activations = hidden + ((<usize>this.outputs) << 2);
    for (let l = 0; l < this.layers.length; l++) {
      const layer = unchecked(this.layers[l]);
      const out = hidden + <usize>l * h;
      if (l) memory.copy(activations + h, out - h, h);
      layer.forward(activations, this.now);
      memory.copy(out, activations + layer.hidden, h);
      activations += layer.activationBytes;
    }
    this.output.distribution(hidden, masses);
  }

  learn(byte: u32): void {
    const progress = this.progress;
    const k: usize = progress.steps;
    memory.copy(this.past + k * this.activationBytes, this.now, this.activationBytes);
    this.noteLearned();
    this.output.learn(byte, k);
    if (++progress.steps === STEPS) this.train();
  }

  perceive(byte: u32): void {
    const h = (<usize>this.cells) << 2;
    this.follow(byte);
    let activations = this.now + FEATURE_BYTES + ((<usize>this.outputs) << 2);
    for (let l = 0; l < this.layers.length; l++) {
      const layer = unchecked(this.layers[l]);
      memory.copy(activations, activations + layer.hidden, h);
      memory.copy(activations + layer.before, activations + layer.cell, h);
      activations += layer.activationBytes;
    }
  }

  /** Back-propagation through all steps since the last update, and one step of all weights. */
  private train(): void {
    this.progress.steps = 0;
    const schedule = this.schedule;
    schedule.advance();
    const rate = <f32>schedule.rate(RATE, RATE_LAST, RATE_FALL);
    const outputRate = <f32>schedule.rate(OUTPUT_RATE, OUTPUT_RATE_LAST, OUTPUT_RATE_FALL);
    const stride = this.activationBytes;
    const width = (<usize>this.outputs) << 2;
    const h = (<usize>this.cells) << 2;
    this.output.backward(this.back);
    this.output.update(this.past + FEATURE_BYTES, stride, outputRate);
    let activations = this.past + stride;
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const layer = unchecked(this.layers[l]);
      const back = this.back + <usize>l * h;
      activations -= layer.activationBytes;
      layer.backward(activations, stride, back, width);
      if (l) layer.passDown(back - h, width);
      layer.update(activations, this.past, stride, rate);
    }
  }
}
