import { History } from '../../mixing/history';
import { toCoder } from '../../mixing/logistic';
import { LongMatch } from '../../mixing/long-match';
import { MatchModel } from '../../mixing/match-model';
import { Tables } from '../../mixing/tables';
import { Predictor } from '../../predictor';

/**
 * What every context mixer is: components say what they expect of the next bit, a mixer weighs them, maps
 * refine the result. Here stands what does not depend on which components: bits become nibbles and bytes,
 * and a very long match takes over.
 *
 *   predict      mix()            -> P(bit = 1)
 *   learn        adapt(bit)
 *   perceive     perceiveBit(bit); after 4 bits perceiveNibble(); after 8 perceiveByte(byte), perceiveNibble()
 */
export abstract class ContextMixing extends Predictor {
  private readonly longMatch: LongMatch;
  /** The bits of this byte so far, after a leading 1; how many; those of this nibble, after a leading 1. */
  protected partial: u32 = 1;
  protected bits: u32 = 0;
  protected node: u32 = 1;

  /** @param match the one that, grown very long, takes over. */
  constructor(
    tables: Tables,
    protected readonly history: History,
    protected readonly match: MatchModel,
  ) {
    super();
    this.longMatch = new LongMatch(match, tables);
  }

  /** P(next bit = 1), in (0, 1). */
  protected abstract mix(): f32;

  /** Trains all that the last `mix` used. */
  protected abstract adapt(bit: u32): void;

  /** Passes a bit to the components that follow bits one by one; they stand still while the long match predicts. */
  protected abstract perceiveBit(bit: u32): void;

  /** Selects the contexts of the next nibble: `partial` is 1 before a byte, 16 … 31 in its middle. */
  protected abstract perceiveNibble(): void;

  /** Sets the contexts of the next byte; `history` holds `byte` already. `match` must be moved here. */
  protected abstract perceiveByte(byte: u32): void;

  predict(): u32 {
    return this.longMatch.active ? this.longMatch.predict(this.partial, this.bits) : toCoder(this.mix());
  }

  protected learn(bit: u32): void {
    if (this.longMatch.active) this.longMatch.learn(bit);
    else this.adapt(bit);
  }

  protected perceive(bit: u32): void {
    if (this.longMatch.active) {
      this.longMatch.perceive(bit);
    } else {
      this.match.perceive(bit);
      this.perceiveBit(bit);
    }
    this.partial = (this.partial << 1) | bit;
    this.node = (this.node << 1) | bit;
    this.bits++;
    if (this.bits === 4) {
      this.node = 1;
      if (!this.longMatch.active) this.perceiveNibble();
    } else if (this.bits === 8) {
      const byte = this.partial & 255;
      this.partial = 1;
      this.node = 1;
      this.bits = 0;
      this.history.append(byte);
      this.perceiveByte(byte);
      this.longMatch.perceiveByte();
      if (!this.longMatch.active) this.perceiveNibble();
    }
  }
}
