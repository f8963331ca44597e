/** Checks of arguments that every part of the library needs. */

/** @throws {TypeError | RangeError} unless `value` is an integer from `low` to `high`. */
export function checkInteger(name: string, value: unknown, low: number, high: number): asserts value is number {
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number`);
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(`${name} must be an integer from ${low} to ${high}, not ${value}`);
  }
}
