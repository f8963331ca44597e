import { ByteSoftmax } from './byte-softmax.js';
import { ByteToBit } from './byte-to-bit.js';
import { FEATURES, type Features, NetworkByteModel } from './network.js';
import { type Arithmetic, F32, type Vector } from './neural/arithmetic.js';
import { rowBits } from './neural/embeddings.js';
import { type LstmGradient, LstmLayer, type LstmStep } from './neural/lstm-layer.js';
import { Uniform } from './neural/random.js';
import { Schedule } from './neural/schedule.js';
import { f32 } from './numbers.js';

const STEPS = 20;
const TABLES_ABOVE = 1;
const SEED = 12345;

/** One step of the whole stack. */
interface Step {
  readonly keys: readonly number[];
  readonly layers: readonly LstmStep[];
  readonly h: Vector;
  readonly p: Vector;
}

/** A stack of LSTM layers that learns while it codes. Specification of kernel/models/lstm.ts, whose preface explains it. */
export class LstmByteModel extends NetworkByteModel {
  readonly layers: readonly LstmLayer[];
  readonly output: ByteSoftmax;
  private readonly arithmetic: Arithmetic;
  private readonly cells: number;
  private hidden: readonly Vector[];
  private cell: readonly Vector[];
  private now: Step | undefined;
  private past: Step[] = [];
  private readonly schedule = new Schedule(STEPS);

  constructor(cells: number, layers: number, size: number, features: Features, arithmetic: Arithmetic = F32) {
    super(features);
    const random = new Uniform(SEED);
    const bits = rowBits(size);
    this.arithmetic = arithmetic;
    this.cells = cells;
    this.layers = Array.from(
      { length: layers },
      (_, l) => new LstmLayer(arithmetic, cells, l > 0, l ? TABLES_ABOVE : FEATURES, bits, random),
    );
    this.output = new ByteSoftmax(arithmetic, cells * layers);
    this.hidden = this.layers.map(() => arithmetic.array(cells));
    this.cell = this.layers.map(() => arithmetic.array(cells));
  }

  distribution(): readonly number[] {
    return this.output.masses(this.step().p);
  }

  /** Lets all layers make one step. @returns what it made. */
  step(): Step {
    const h = this.arithmetic.array(this.cells * this.layers.length);
    let below: Vector | undefined;
    const layers = this.layers.map((layer, l) => {
      const x = this.arithmetic.array(below ? 2 * this.cells : this.cells);
      x.set(this.hidden[l]!);
      if (below) x.set(below, this.cells);
      const made = layer.forward(x, this.cell[l]!, this.keys);
      h.set(made.hidden, l * this.cells);
      below = made.hidden;
      return made;
    });
    this.now = { keys: this.keys, layers, h, p: this.output.forward(h) };
    return this.now;
  }

  learn(byte: number): void {
    this.keep(byte);
    if (this.past.length === STEPS) this.train();
  }

  /** Keeps the step, with the errors of its output. */
  keep(byte: number): void {
    const now = this.now!;
    this.noteLearned();
    this.past.push(now);
    this.output.learn(byte, now.p);
  }

  perceive(byte: number): void {
    const { layers } = this.now!;
    this.sense(byte);
    this.hidden = layers.map((made) => made.hidden);
    this.cell = layers.map((made) => made.cell);
  }

  private train(): void {
    this.schedule.advance();
    const rate = f32(this.schedule.rate(0.005, 0.001, 0.0005));
    const outputRate = f32(this.schedule.rate(0.015, 0.0015, 0.00001));
    const h = this.past.map((made) => made.h);
    const chosen = this.past.map(({ keys }) => keys);
    const back = this.output.backward();
    this.output.update(h, outputRate);
    this.backward(back, (layer, steps, gradient) => layer.update(steps, gradient, chosen, rate));
    this.past = [];
    this.output.forget();
  }

  /** From the highest layer to the lowest. @param use what to do with a layer's gradient. */
  private backward(
    back: readonly Vector[],
    use: (layer: LstmLayer, steps: readonly LstmStep[], gradient: LstmGradient) => void,
  ): void {
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const layer = this.layers[l]!;
      const part = (of: number): Vector[] => back.map((d) => d.subarray(of * this.cells, (of + 1) * this.cells));
      const steps = this.past.map(({ layers }) => layers[l]!);
      const gradient = layer.backward(steps, part(l));
      if (l) layer.passDown(gradient.errors, part(l - 1));
      use(layer, steps, gradient);
    }
  }

  /** The gradient of the code of all steps kept, in nats: of each layer and of each row of the output's weights. */
  gradients(): { layers: (LstmGradient & { w: Vector[] })[]; output: Vector[] } {
    const layers: (LstmGradient & { w: Vector[] })[] = [];
    this.backward(this.output.backward(), (layer, steps, gradient) => {
      const w = layer.w.map((_, r) => layer.weightGradient(steps, gradient.errors, r));
      layers.unshift({ w, ...gradient });
    });
    const h = this.past.map((made) => made.h);
    const output = Array.from({ length: this.output.rows }, (_, r) => this.output.gradient(h, r));
    return { layers, output };
  }
}

/** The model, bit by bit. */
export class Lstm extends ByteToBit {
  constructor(cells: number, layers: number, size: number, features: Features) {
    super(new LstmByteModel(cells, layers, size, features));
  }
}
