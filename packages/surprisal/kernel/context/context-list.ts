import { hash2, hash3 } from '../math/hash';
import { HashedContexts } from './hashed-contexts';
import { Runs } from './runs';

/** Hands out contexts one after another, each salted with its place; the first ones also to the run maps. */
export class ContextList {
  private index: u32 = 0;

  /** @param runContexts how many of the contexts have run maps. */
  constructor(
    private readonly contexts: HashedContexts,
    private readonly runs: Runs,
    private readonly runContexts: u32,
  ) {}

  start(): void {
    this.index = 0;
  }

  /** A context that is one number. */
  add(context: u32): void {
    const h = hash2(context, this.index);
    this.contexts.set(this.index, h);
    if (this.index < this.runContexts) this.runs.set(this.index, h);
    this.index++;
  }

  /** A context of two numbers, or of three. Called, not inlined: lists would be three times as long, and a byte no faster. */
  add2(a: u32, b: u32): void {
    this.add(hash2(a, b));
  }

  add3(a: u32, b: u32, c: u32): void {
    this.add(hash3(a, b, c));
  }
}
