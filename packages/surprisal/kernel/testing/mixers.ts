/** Mixers. */
import { Mixer } from '../mixing/mixer';
import { SingleMixer } from '../mixing/single-mixer';
import { buffer } from './shared';

/** @param sets whose numbers of rows are u32 `values`. @returns its inputs are those that `claimMixer` gives first. */
export function makeMixer(
  inputs: u32,
  sets: u32,
  finals: u32,
  start: f32,
  rate: f32,
  decay: f32,
  errorMin: f32,
): Mixer {
  const rows = new StaticArray<u32>(sets);
  for (let s: u32 = 0; s < sets; s++) rows[s] = load<u32>(buffer + ((<usize>s) << 2));
  return new Mixer(inputs, rows, finals, start, rate, decay, errorMin);
}

export function claimMixer(mixer: Mixer, count: u32, each: u32, weight: f32): usize {
  return mixer.claim(count, each, weight);
}

export function selectMixer(mixer: Mixer, set: u32, row: u32): void {
  mixer.select(set, row);
}

export function selectFinal(mixer: Mixer, row: u32): void {
  mixer.selectFinal(row);
}

export function predictMixer(mixer: Mixer): f32 {
  return mixer.predict();
}

export function learnMixer(mixer: Mixer, bit: u32): void {
  mixer.learn(bit);
}

export function makeSingleMixer(inputs: u32, rows: u32, rate: f32): SingleMixer {
  return new SingleMixer(inputs, rows, rate);
}

export function claimSingleMixer(mixer: SingleMixer, count: u32, each: u32, weight: f32): usize {
  return mixer.claim(count, each, weight);
}

export function predictSingleMixer(mixer: SingleMixer, row: u32): f32 {
  mixer.select(row);
  return mixer.predict();
}

export function learnSingleMixer(mixer: SingleMixer, bit: u32): void {
  mixer.learn(bit);
}
