import { ByteModel, MASS_ONE } from '../byte-to-bit';
import { Context, ENTRY_BYTES, Entry } from './contexts';
import { Estimators } from './estimators';
import { Tree } from './tree';

/** ppm */
export class Ppm extends ByteModel {
  /** Below this mass the shorter contexts no longer matter. */
  private static readonly MASS_MIN: u32 = MASS_ONE >>> 20;

  private readonly tree: Tree;
  private readonly estimators: Estimators = new Estimators();
  private context: Context = changetype<Context>(0); //  the longest that holds now
  private order: u32 = 0; //    its length
  private success: u32 = 0;
  private last: u32 = 0;
  private readonly used: StaticArray<usize> = new StaticArray<usize>(34);

  constructor(private readonly orderMax: u32, size: u32) {
    super();
    this.tree = new Tree(orderMax, <u32>min<u64>(<u64>256 << 20, (<u64>size << 6) + (1 << 18)));
    this.context = this.tree.root;
  }

  distribution(masses: usize): void {
    memory.fill(masses, 0, 1024);
    const used = changetype<usize>(this.used);
    memory.fill(used, 0, 34 << 2);
    let mass = MASS_ONE;
    let seen: u32 = 0;
    let i: u32 = 0;
    for (let c = this.context; c && mass >= Ppm.MASS_MIN; c = c.suffix, i++) {
      let estimator: usize = 0;
      if (c.count == 1) {
        const at = masses + ((<usize>c.only.symbol) << 2);
        if (load<u32>(at)) continue;
        estimator = this.estimators.forBinary(c, this.success, this.last);
        const escape = min(max(<u32>((<u64>mass * load<u32>(estimator)) >>> 32), 1), mass - 1);
        store<u32>(at, mass - escape);
        mass = escape;
        seen++;
      } else {
        let total = c.total;
        let count: u32 = c.count;
        const first = c.entries;
        const end = first + (count << 3);
        if (seen)
          for (let at = first; at < end; at += ENTRY_BYTES) {
            const e = changetype<Entry>(at);
            if (load<u32>(masses + (<usize>e.symbol << 2))) {
              total -= e.frequency;
              count--;
            }
          }
        if (!count) continue;
        estimator = this.estimators.forMultiple(c, count, total, this.success, this.last);
        const escape = min(max(<u32>((<u64>mass * load<u32>(estimator)) >>> 32), 1), mass - 1);
        const each = (<u64>(mass - escape) << 32) / total;
        for (let at = first; at < end; at += ENTRY_BYTES) {
          const e = changetype<Entry>(at);
          const m = masses + (<usize>e.symbol << 2);
          if (!load<u32>(m)) store<u32>(m, max(<u32>((each * e.frequency) >>> 32), 1));
        }
        mass = escape;
        seen += count;
      }
      store<usize>(used + (i << 2), estimator);
    }
    if (seen == 256) return;
    const each = v128.splat<u32>(max(mass / (256 - seen), 1));
    for (let b = 0; b < 1024; b += 16) {
      const m = v128.load(masses + b);
      v128.store(masses + b, v128.bitselect(each, m, i32x4.eq(m, i32x4.splat(0))));
    }
  }

  learn(byte: u32): void {
    let i: u32 = 0;
    for (let c = this.context; c; c = c.suffix, i++) {
      const known = c.find(byte);
      const estimator = load<usize>(changetype<usize>(this.used) + (i << 2));
      if (estimator) this.estimators.learn(estimator, known ? 0 : 1);
      if (known) break;
    }
    if (!this.tree.hasRoom()) {
      this.tree.clear();
      this.context = this.tree.root;
      this.order = 0;
    }
    this.tree.learn(this.context, this.order, byte);
  }

  perceive(byte: u32): void {
    let c = this.context;
    let order = this.order;
    let found = changetype<Entry>(0);
    let first: u32 = 1;
    for (; c; c = c.suffix, order--) {
      found = c.find(byte);
      if (found && !this.tree.units.isText(found.successor)) break;
      first = 0;
    }
    if (c) {
      this.context = changetype<Context>(found.successor);
      this.order = min(order + 1, this.orderMax);
    } else {
      this.context = this.tree.root;
      this.order = 0;
    }
    this.success = ((this.success << 1) | first) & 3;
    this.last = byte;
  }
}
