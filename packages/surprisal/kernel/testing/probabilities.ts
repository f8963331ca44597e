/** State maps, bit histories, adaptive maps, stretch and squash. */
import { Apm } from '../mixing/apm';
import { squash, squash4, stretchTable } from '../mixing/logistic';
import { StateMap } from '../mixing/state-map';
import { buffer, tables } from './shared';

export function stretches(): usize {
  return stretchTable();
}

export function squashed(x: f32): f32 {
  return squash(x);
}

/** `squash4` of four f32 `values`, in place. */
export function squashFour(): void {
  v128.store(buffer, squash4(v128.load(buffer)));
}

/** A state map's entry after one bit. */
export function learnedEntry(entry: u32, bit: u32, limit: u32): u32 {
  store<u32>(buffer, entry);
  StateMap.learn(buffer, bit, limit, tables.rates);
  return load<u32>(buffer);
}

/** The state of a bit history after one bit. */
export function nextHistory(state: u32, bit: u32): u32 {
  return load<u8>(tables.histories.next + 2 * state + bit);
}

export function makeApm(bits: u32, limit: u32): Apm {
  return new Apm(bits, limit, tables.rates);
}

export function refineApm(map: Apm, context: u32, x: f32): f32 {
  map.select(context);
  return map.refine(x);
}

export function learnApm(map: Apm, bit: u32): void {
  map.learn(bit);
}
