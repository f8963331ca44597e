import { hash2 } from '../math/hash';
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

  @inline
  add(context: u32): void {
    const h = hash2(context, this.index);
    this.contexts.set(this.index, h);
    if (this.index < this.runContexts) this.runs.set(this.index, h);
    this.index++;
  }
}
