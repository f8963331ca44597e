/**
 * Numbers for keys of 32 bits: 1, 2, 3, … in the order in which they came. Exact: open addressing with linear
 * probes, at most half full.
 */
export class Keys {
  /** The keys by number; number 0 is nobody's. */
  keys: Uint32Array;
  #table: Uint32Array;
  #shift: number;
  count = 1;

  /** @param bits log2 of the room at first. */
  constructor(bits: number) {
    this.keys = new Uint32Array(1 << bits);
    this.#table = new Uint32Array(2 << bits);
    this.#shift = 31 - bits;
  }

  /** The number of `key`, 0 if it has none. @param key as an unsigned number. */
  get(key: number): number {
    return this.#table[this.#slot(key)]!;
  }

  /** Gives `key` the next number; it must have none. */
  add(key: number): number {
    const number = this.count++;
    if (number === this.keys.length) this.#grow();
    this.keys[number] = key;
    this.#table[this.#slot(key)] = number;
    return number;
  }

  /** Where `key` lies, or would. */
  #slot(key: number): number {
    const table = this.#table;
    const { keys } = this;
    let i = Math.imul(key ^ (key >>> 15), 0x9e3779b1) >>> this.#shift;
    while (table[i] !== 0 && keys[table[i]!] !== key) i = (i + 1) & (table.length - 1);
    return i;
  }

  #grow(): void {
    const larger = new Uint32Array(this.keys.length * 2);
    larger.set(this.keys);
    this.keys = larger;
    this.#table = new Uint32Array(this.#table.length * 2);
    this.#shift--;
    for (let number = 1; number < this.count - 1; number++) this.#table[this.#slot(larger[number]!)] = number;
  }
}
