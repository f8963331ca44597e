import { DECAY } from './optimizer.js';

/** Learning rates that fall as the updates go on. Specification of kernel/neural/schedule.ts. */
export class Schedule {
  private readonly steps: number;
  private updates = 0;
  private remaining = 1;

  /** @param steps bytes that an update learns from. */
  constructor(steps: number) {
    this.steps = steps;
  }

  advance(): void {
    this.updates++;
    this.remaining *= DECAY;
  }

  /** Falls from `first` to `last`, by half every time 1 / `fall` bytes have passed; corrects moments that began at 0. */
  rate(first: number, last: number, fall: number): number {
    const bytes = this.updates * this.steps;
    return Math.max(first / (1 + fall * bytes), last) * Math.sqrt(1 - this.remaining);
  }
}
