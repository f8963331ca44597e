import type { History } from './history.js';

/** What has been read, seen as rows of `stride` bytes. Twin of kernel/views/bytes/records.ts. */
export class Records {
  readonly stride: number;
  /** Position in the row of the next byte. */
  column = 0;
  private readonly history: History;

  /** @param stride bytes in a row, 1 or more. */
  constructor(history: History, stride: number) {
    this.history = history;
    this.stride = stride;
  }

  perceive(): void {
    this.column = (this.column + 1) % this.stride;
  }

  /** The bytes one, two and three rows above the next byte; and those left and right of the first. */
  get above(): number {
    return this.history.at(this.stride);
  }

  get above2(): number {
    return this.history.at(2 * this.stride);
  }

  get above3(): number {
    return this.history.at(3 * this.stride);
  }

  get aboveLeft(): number {
    return this.history.at(this.stride + 1);
  }

  get aboveRight(): number {
    return this.history.at(this.stride - 1);
  }
}
