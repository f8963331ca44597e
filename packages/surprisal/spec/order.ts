import { AdaptiveProbability } from './mixing/state-map.js';
import { bounded, Predictor } from './predictor.js';

const LIMIT = 30;

/**
 * order-0 ... order-6: one adaptive probability for each pair (the last n bytes, the bits of this byte so
 * far). For n > 1 the bytes select one of `rows` rows by a hash, unchecked. Specification of kernel/models/order.ts.
 */
export class Order extends Predictor {
  private readonly rows = new Map<number, Map<number, AdaptiveProbability>>();
  private readonly order: number;
  private readonly rowBits: number;
  private history = 0n; // the last 8 bytes, the newest lowest
  private row = 0;
  private partial = 1; // the bits of this byte so far, after a leading 1

  /** @param order 0 to 6. @param size of the content in bytes. */
  constructor(order: number, size: number) {
    super();
    this.order = order;
    this.rowBits = Math.min(Math.max(Math.ceil(Math.log2(size)), 8), 16);
  }

  predict(): number {
    return bounded(this.probability().p * 2 ** 10);
  }

  protected learn(bit: number): void {
    this.probability().learn(bit, LIMIT);
  }

  protected perceive(bit: number): void {
    this.partial = (this.partial << 1) | bit;
    if (this.partial < 256) return;
    this.history = BigInt.asUintN(64, (this.history << 8n) | BigInt(this.partial & 255));
    this.partial = 1;
    const context = BigInt.asUintN(this.order * 8, this.history);
    const hash = BigInt.asUintN(64, context * 0x9e3779b97f4a7c15n) >> BigInt(64 - this.rowBits);
    this.row = Number(this.order < 2 ? context : hash);
  }

  private probability(): AdaptiveProbability {
    const row = valueAt(this.rows, this.row, () => new Map<number, AdaptiveProbability>());
    return valueAt(row, this.partial, () => new AdaptiveProbability());
  }
}

/** The value at `key`, made if it is not there yet. */
function valueAt<V>(map: Map<number, V>, key: number, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
