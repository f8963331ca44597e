import { allocate } from '../memory';
import { DECAY } from './optimizer';

/** What changes while learning and is a number: in the arena. */
@unmanaged
class Done {
  updates: f64;
  /** DECAY^updates. */
  remaining: f64;
}

/** Learning rates that fall as the updates go on. */
export class Schedule {
  private readonly done: Done;

  /** @param steps bytes that an update learns from. */
  constructor(private readonly steps: u32) {
    const done = changetype<Done>(allocate(offsetof<Done>()));
    done.remaining = 1;
    this.done = done;
  }

  /** One more update. */
  advance(): void {
    const done = this.done;
    done.updates += 1;
    done.remaining *= DECAY;
  }

  /**
   * The rate of this update, which falls from `first` to `last`, by half every time 1 / `fall` bytes have passed. It
   * holds what corrects second moments for having begun at 0 (optimizer.ts).
   */
  rate(first: f64, last: f64, fall: f64): f64 {
    const bytes = this.done.updates * this.steps;
    return max(first / (1 + fall * bytes), last) * Math.sqrt(1 - this.done.remaining);
  }
}
