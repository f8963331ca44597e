import type { History } from './context/history.js';
import { LongMatch } from './context/long-match.js';
import type { Match } from './context/match.js';
import { bounded, Predictor } from './predictor.js';

/** What every context mixer is. Twin of kernel/models/cm/context-mixing.ts. */
export abstract class ContextMixing extends Predictor {
  protected readonly history: History;
  protected readonly match: Match;
  private readonly long: LongMatch;
  /** The bits of this byte so far, after a leading 1; how many; those of this nibble, after a leading 1. */
  protected partial = 1;
  protected bits = 0;
  protected node = 1;

  /** @param match the one that, grown very long, takes over. */
  constructor(history: History, match: Match) {
    super();
    this.history = history;
    this.match = match;
    this.long = new LongMatch(match);
  }

  /** P(next bit = 1), in (0, 1). */
  protected abstract mix(): number;

  /** Trains all that the last `mix` used. */
  protected abstract adapt(bit: number): void;

  /** Tells components that follow the bits one by one; they stand still while the long match predicts. */
  protected perceiveBit(_bit: number): void {}

  /** Selects the contexts of the next nibble: `partial` is 1 before a byte, 16 ... 31 in its middle. */
  protected abstract perceiveNibble(): void;

  /** Sets the contexts of the next byte; `history` holds `byte` already. `match` must be moved here. */
  protected abstract perceiveByte(byte: number): void;

  predict(): number {
    if (this.long.active) return this.long.predict(this.partial, this.bits);
    return bounded(Math.floor(this.mix() * 2 ** 32));
  }

  protected learn(bit: number): void {
    if (this.long.active) this.long.learn(bit);
    else this.adapt(bit);
  }

  protected perceive(bit: number): void {
    if (this.long.active) {
      this.long.perceive(bit);
    } else {
      this.match.perceive(bit);
      this.perceiveBit(bit);
    }
    this.partial = (this.partial << 1) | bit;
    this.node = (this.node << 1) | bit;
    this.bits++;
    if (this.bits === 4) {
      this.node = 1;
      if (!this.long.active) this.perceiveNibble();
    } else if (this.bits === 8) {
      const byte = this.partial & 255;
      this.partial = 1;
      this.node = 1;
      this.bits = 0;
      this.history.append(byte);
      this.perceiveByte(byte);
      this.long.perceiveByte();
      if (!this.long.active) this.perceiveNibble();
    }
  }
}
