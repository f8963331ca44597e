/** Hashed contexts, matches and run maps. */
import { scratch } from '../memory';
import { HashedContexts } from '../mixing/hashed-contexts';
import { History } from '../mixing/history';
import { LongMatch } from '../mixing/long-match';
import { MatchModel } from '../mixing/match-model';
import { RunMaps } from '../mixing/run-maps';
import { buffer, contexts, listed, Past, tables } from './shared';

export function makeHashedContexts(count: u32, lineBits: u32, caseless: u32): HashedContexts {
  const made = new HashedContexts(listed(count), lineBits, 1023, tables);
  made.inputs = scratch((count * HashedContexts.INPUTS) << 2);
  made.caseless = caseless;
  return made;
}

/** Sets `count` contexts, u32 `values`. */
export function setContexts(count: u32): void {
  listed(count);
}

export function selectContexts(made: HashedContexts, partial: u32, learning: bool): void {
  made.select(partial, learning);
}

/** @returns where the inputs are, f32. */
export function predictContexts(made: HashedContexts, node: u32, plain: bool): usize {
  if (plain) made.predictPlain(node);
  else made.predict(node);
  return made.inputs;
}

export function knownContexts(made: HashedContexts): u32 {
  return made.known;
}

export function learnContexts(made: HashedContexts, node: u32, bit: u32): void {
  made.learn(node, bit);
}

/** Writes the hash of the context at `place`, which is shared as feature `feature`, to `values`. */
export function shareContext(feature: u32, place: u32): u32 {
  contexts.share(feature, place);
  contexts.writeShared(buffer);
  return load<u32>(buffer + ((<usize>feature) << 2));
}

export function makeRunMaps(count: u32, bits: u32): RunMaps {
  const made = new RunMaps(listed(count), count, bits, tables);
  made.inputs = scratch(count << 2);
  return made;
}

/** A byte came; the next has `count` contexts, u32 `values`. */
export function perceiveRunMaps(runs: RunMaps, byte: u32, count: u32, learning: bool): void {
  if (learning) runs.learnByte(byte);
  listed(count);
  runs.select(learning);
}

/** @returns where the inputs are, f32. */
export function predictRunMaps(runs: RunMaps, partial: u32, bits: u32): usize {
  runs.predict(partial, bits);
  return runs.inputs;
}

export function learnRunMaps(runs: RunMaps, bit: u32): void {
  runs.learn(bit);
}

export function makeHistory(bits: u32): void {
  Past.bytes = new History(bits);
}

export function append(byte: u32): void {
  Past.bytes.append(byte);
}

export function hashOfHistory(count: u32): u32 {
  return Past.bytes.hash(count);
}

export function makeMatch(minimum: u32, bits: u32): MatchModel {
  const made = new MatchModel(Past.bytes, minimum, bits, tables);
  made.inputs = scratch(16);
  return made;
}

/** The history has one more byte. @returns how many bytes agree. */
export function perceiveMatch(match: MatchModel, hash: u32, learning: bool): u32 {
  match.perceiveByte(hash, learning);
  return match.length;
}

export function expectedByMatch(match: MatchModel): u32 {
  return match.expected;
}

/** @returns where the inputs are, f32. */
export function predictMatch(match: MatchModel, partial: u32, bits: u32): usize {
  match.predict(partial, bits);
  return match.inputs;
}

export function learnMatch(match: MatchModel, bit: u32): void {
  match.learn(bit);
}

export function perceiveMatchBit(match: MatchModel, bit: u32): void {
  match.perceive(bit);
}

export function makeLongMatch(match: MatchModel): LongMatch {
  return new LongMatch(match, tables);
}

/** @returns whether it predicts the next byte. */
export function perceiveLongMatch(ahead: LongMatch): bool {
  ahead.perceiveByte();
  return ahead.active;
}

export function predictLongMatch(ahead: LongMatch, partial: u32, bits: u32): u32 {
  return ahead.predict(partial, bits);
}

export function updateLongMatch(ahead: LongMatch, bit: u32, learning: bool): void {
  if (learning) ahead.learn(bit);
  ahead.perceive(bit);
}
