/** What the views of machine code, bitmaps and records look at. */
import { Mixer } from '../mixing/mixer';
import { Patterns } from '../views/bitmap/patterns';
import { Indirect } from '../views/bytes/indirect';
import { Records } from '../views/bytes/records';
import { Instructions } from '../views/x86/instructions';
import { Past, State, tables } from './shared';

export function makeInstructions(): Instructions {
  return new Instructions();
}

export function perceiveInstructions(made: Instructions, byte: u32, learning: bool): void {
  made.perceive(byte, learning);
}

export function readInstructions(i: Instructions): void {
  State.start();
  State.put(i.position);
  State.put(i.opcode);
  State.put(i.modrm);
  State.put(i.prefixes);
  State.put(i.operand);
  State.put(i.shape1);
  State.put(i.shape2);
  State.put(i.lastOperand);
}

/** @returns its inputs are those of the mixer, from the first on. */
export function makePatterns(stride: u32, size: u32, count: u32, mixer: Mixer): Patterns {
  const made = new Patterns(Past.bytes, stride, size, count, tables);
  made.claim(mixer);
  return made;
}

export function predictPatterns(made: Patterns, partial: u32, bits: u32): void {
  made.perceive(partial, bits);
  made.predict();
}

export function learnPatterns(made: Patterns, bit: u32): void {
  made.learn(bit);
}

export function readPatterns(p: Patterns): void {
  State.start();
  State.put(p.near);
  State.put(p.around);
  State.put(p.tall);
  State.put(p.edges);
  State.put(p.black);
  State.put(p.template);
}

export function makeRecords(stride: u32): Records {
  return new Records(Past.bytes, stride);
}

export function readRecords(r: Records): void {
  r.perceive();
  State.start();
  State.put(r.column);
  State.put(r.above);
  State.put(r.above2);
  State.put(r.above3);
  State.put(r.aboveLeft);
  State.put(r.aboveRight);
}

export function makeIndirect(): Indirect {
  return new Indirect(Past.bytes);
}

export function readIndirect(made: Indirect, byte: u32, learning: bool): void {
  made.perceive(byte, learning);
  State.start();
  State.put(made.after1);
  State.put(made.after2);
}
