const WAYS = 4;
const COUNT_MAX = 8;

/** Which key each row of a hashed table belongs to. Specification of kernel/neural/embedding-admission.ts, whose preface explains it. */
export class RowOwners {
  /** By row; those that nobody owns yet are missing: they are key 0's, which came 0 times. */
  private readonly owners: { key: number; came: number }[] = [];

  /** The row of `key` among the four that `row` is one of, if it has one. */
  find(row: number, key: number): number | undefined {
    return this.four(row).find((r) => this.at(r).key === key % 2 ** 24);
  }

  count(row: number): void {
    const owner = this.at(row);
    owner.came = Math.min(owner.came + 1, COUNT_MAX);
  }

  /** A row for `key`, which has none, unless their owners came too often. */
  take(row: number, key: number): number | undefined {
    const counts = this.four(row).map((r) => this.at(r).came);
    const least = row - (row % WAYS) + counts.indexOf(Math.min(...counts));
    const owner = this.at(least);
    if (owner.came === 0) {
      this.owners[least] = { key: key % 2 ** 24, came: 1 };
      return least;
    }
    owner.came--;
    return undefined;
  }

  private four(row: number): number[] {
    return Array.from({ length: WAYS }, (_, i) => row - (row % WAYS) + i);
  }

  private at(row: number): { key: number; came: number } {
    this.owners[row] ??= { key: 0, came: 0 };
    return this.owners[row];
  }
}
