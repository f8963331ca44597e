/**
 * Numbers 32-bit keys 1, 2, 3, … in order of insertion. Exact: open addressing with linear probing, at most half full.
 */
export class Keys {
  /** The keys by number; number 0 is unused. */
  keys: Uint32Array;
  #table: Uint32Array;
  #shift: number;
  count = 1;

  /** @param bits log2 of the initial capacity. */
  constructor(bits: number) {
    this.keys = new Uint32Array(1 << bits);
    this.#table = new Uint32Array(2 << bits);
    this.#shift = 31 - bits;
  }

  /** The number of `key`, or 0 if it is not present. @param key as an unsigned number. */
  get(key: number): number {
    return this.#table[this.#slot(key)]!;
  }

  /** Gives `key` the next number; it must not be present yet. */
  add(key: number): number {
    const number = this.count++;
    if (number === this.keys.length) this.#grow();
    this.keys[number] = key;
    this.#table[this.#slot(key)] = number;
    return number;
  }

  /** The slot of `key`, or the free slot where it would go. */
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
