type Numbers = Float64Array | Uint8Array | Uint16Array | Uint32Array | Int32Array;

/** A copy twice as long, with zeros after the numbers. @param numbers shape (n), n above 0. @returns shape (2n). */
export function doubled<T extends Numbers>(numbers: T): T {
  const Kind = numbers.constructor as new (n: number) => T;
  const larger = new Kind(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
