import { StateMap } from '../mixing/state-map.js';
import { F32 } from '../neural/arithmetic.js';
import { HardLstm } from '../neural/hard-lstm.js';
import { log2 } from '../numbers.js';
import { bounded } from '../predictor.js';

const LIMIT = 255;
const CONFIDENCE = 4;
const FIRST = [4, 6, 10, 20, 70, 170, 270, 380];
/** Mark, count, gap, step; then three for each of the six matrices. */
const KINDS = 4;
const MATRICES = 6;

/** The bytes before the content, which say what the network is. Specification of kernel/models/two-part/weights.ts and weights-coder.ts. */
export class Prelude {
  readonly bytes: number[] = [];
  private readonly cells: number;
  private readonly maps: readonly StateMap[];
  private partial = 1;

  constructor(cells: number) {
    this.cells = cells;
    const half = Array.from({ length: 256 }, () => 2 ** 31 + CONFIDENCE);
    const small = half.map((_, node) =>
      node > 0 && node === 2 ** log2(node) ? FIRST[log2(node)]! * 2 ** 22 + CONFIDENCE : half[0]!,
    );
    this.maps = Array.from(
      { length: KINDS + 3 * MATRICES },
      (_, context) => new StateMap(256, context === 1 || context === 2 ? half : small),
    );
  }

  get over(): boolean {
    const [mark, symbols] = this.bytes;
    if (mark === undefined) return false;
    if (mark !== 1) return true;
    return symbols !== undefined && this.bytes.length === this.firstWeight + this.counts.reduce((a, b) => a + b);
  }

  get hasNetwork(): boolean {
    return this.bytes[0] === 1;
  }

  predict(): number {
    return bounded(this.maps[this.context()]!.p(this.partial) * 2 ** 10);
  }

  learn(bit: number): void {
    this.maps[this.context()]!.learn(this.partial, bit, LIMIT);
  }

  perceive(bit: number): void {
    this.partial = (this.partial << 1) | bit;
    if (this.partial < 256) return;
    this.bytes.push(this.partial & 255);
    this.partial = 1;
  }

  private get symbols(): number {
    return this.bytes[1]! + 1;
  }

  private get firstWeight(): number {
    return 3 + this.symbols;
  }

  /** Weights of each matrix. */
  private get counts(): readonly number[] {
    const [s, h] = [this.symbols, this.cells];
    return [s, s * s, h * s, 4 * h, s * 4 * h, h * 4 * h];
  }

  private context(): number {
    const at = this.bytes.length;
    if (at < 2) return at;
    if (at < 2 + this.symbols) return 2;
    if (at < this.firstWeight) return 3;
    let [matrix, i] = [0, at - this.firstWeight];
    for (; i >= this.counts[matrix]!; matrix++) i -= this.counts[matrix]!;
    const others = this.bytes.slice(Math.max(at - 2, this.firstWeight)).filter((byte) => byte !== 0).length;
    return KINDS + 3 * matrix + others;
  }

  /** The network, and the bytes that its symbols stand for. */
  unpack(): { net: HardLstm; alphabet: readonly number[] } {
    const net = new HardLstm(F32, this.cells, this.symbols);
    const alphabet: number[] = [];
    for (const gap of this.bytes.slice(2, 2 + this.symbols)) alphabet.push(((alphabet.at(-1) ?? -1) + gap + 1) & 255);
    const step = 2 ** -(this.bytes[this.firstWeight - 1]! & 7);
    let at = this.firstWeight;
    for (const rows of Object.values(net.w)) {
      for (const row of rows) {
        for (let i = 0; i < row.length; i++) {
          const z = this.bytes[at++]!;
          row[i] = (z % 2 ? -(z + 1) / 2 : z / 2) * step;
        }
      }
    }
    return { net, alphabet };
  }
}
