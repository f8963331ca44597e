import { History } from '../../mixing/history';

/** What has been read, seen as rows of `stride` bytes: the byte's column, and its neighbours above. */
export class Records {
  /** Position in the row of the next byte. */
  column: u32 = 0;
  /** The bytes one, two and three rows above the next byte; and those left and right of the first. */
  above: u32 = 0;
  above2: u32 = 0;
  above3: u32 = 0;
  aboveLeft: u32 = 0;
  aboveRight: u32 = 0;

  readonly stride: u32;

  /** @param stride bytes in a row; 0 where it is not known: rows of four, as numbers often have. */
  constructor(
    private readonly history: History,
    stride: u32,
  ) {
    this.stride = stride > 0 ? stride : 4;
  }

  perceive(): void {
    const h = this.history;
    const s = this.stride;
    this.column++;
    if (this.column === s) this.column = 0;
    this.above = h.at(s);
    this.above2 = h.at(2 * s);
    this.above3 = h.at(3 * s);
    this.aboveLeft = h.at(s + 1);
    this.aboveRight = h.at(s - 1);
  }
}
