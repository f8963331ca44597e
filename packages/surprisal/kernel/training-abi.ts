import { ln } from './math/elementary';
import { allocate } from './memory';
import { Weights } from './models/two-part/weights';
import { WeightsCoder } from './models/two-part/weights-coder';
import { HardLstm } from './neural/hard-lstm';
import { HardLstmTraining } from './neural/hard-lstm-training';

/**
 * The ABI of the encoder's training: makes the weights of a two-part model (models/two-part). An instance trains, or has a
 * predictor, not both. A decoder never comes here.
 */

let training: HardLstmTraining = changetype<HardLstmTraining>(0); // set once, by openTraining
let coder: WeightsCoder = changetype<WeightsCoder>(0); //           set once, by openTraining
let weightsAt: usize = 0; //                                        set once, by openTraining: the weights' bytes

/** @param symbols of the content, 1 to 256. @param n their number in all. */
export function openTraining(cells: u32, symbols: u32, n: u32): void {
  training = new HardLstmTraining(cells, symbols, n);
  coder = new WeightsCoder(new Weights(cells));
  weightsAt = allocate(3 + symbols + HardLstm.count(cells, symbols));
}

/** Where the content goes, symbol by symbol, u8. */
export function trainingText(): usize {
  return training.text;
}

/** Where the weights are, or go: bytes as Weights has them (models/two-part/weights.ts). */
export function trainedWeights(): usize {
  return weightsAt;
}

/** Weights to begin with, when the content is there. Weights are to be multiples of 2^-exponent. */
export function startTraining(seed: u32, exponent: u32): void {
  training.weights.exponent = exponent;
  training.start(seed);
}

/** As HardLstmTraining.pass; in bits. @param rounding whether the weights are rounded meanwhile. */
export function train(from: u32, to: u32, rate: f64, lambda: f32, rounding: bool): f64 {
  training.weights.rounding = rounding;
  return training.pass(from, to, rate, lambda) * LOG2_E;
}

/** Writes the weights, rounded, after mark, symbols and step, which are there. @returns the bytes of all. */
export function writeWeights(): u32 {
  const net = training.net;
  training.weights.round();
  const count = HardLstm.count(net.cells, net.symbols);
  const at = weightsAt + 3 + net.symbols;
  for (let i: u32 = 0; i < count; i++) {
    const w = load<f32>(net.place(i));
    const q = <i32>(w * <f32>(1 << training.weights.exponent));
    store<u8>(at + i, q < 0 ? -2 * q - 1 : 2 * q);
  }
  return 3 + net.symbols + count;
}

/** Bits of the weights as they are there, changed or not. */
export function weightBits(): f64 {
  coder.reset();
  let nats: f64 = 0;
  let product: f64 = 1;
  for (let at = weightsAt; coder.left; at++) {
    const byte: u32 = load<u8>(at);
    for (let i: u32 = 0; i < 8; i++) {
      const bit = (byte >>> (7 - i)) & 1;
      const p = <f64>coder.predict() / 4294967296.0;
      product *= bit ? p : 1 - p;
      coder.update(bit);
    }
    if (product > 1e-200 && coder.left) continue;
    nats -= ln(product);
    product = 1;
  }
  return nats * LOG2_E;
}

/** Bits of the content under the network of the weights as they are there. */
export function contentBits(): f64 {
  const net = training.net;
  const at = weightsAt + 3 + net.symbols;
  const count = HardLstm.count(net.cells, net.symbols);
  for (let i: u32 = 0; i < count; i++) {
    const z = <i32>load<u8>(at + i);
    store<f32>(net.place(i), <f32>(z & 1 ? -((z + 1) >> 1) : z >> 1) / <f32>(1 << training.weights.exponent));
  }
  return training.cost() * LOG2_E;
}

/** Bits of a nat. */
const LOG2_E: f64 = 1.4426950408889634;
