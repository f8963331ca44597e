/** Numbers of options. What they may be is the library's to say, once. */
import { UsageError } from '../base/failure.js';

/** The number that `text` is. @throws {UsageError} when it is none. */
export function numberOf(text: string, option: string): number {
  const n = Number(text);
  if (/^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(text) && !Number.isNaN(n)) return n;
  throw new UsageError(`${option} takes a number, not '${text}'`);
}

/**
 * Does `work`; where the library finds that an argument is out of range, it was an option that was.
 * @param options by the library's name of the argument. @throws {UsageError} that names the option.
 */
export async function withinLimits<T>(
  options: Readonly<Record<string, string>>,
  work: () => Promise<T> | T,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const [, name = '', limits] = (error instanceof RangeError && /^(\w+) (must be .*)$/.exec(error.message)) || [];
    if (limits === undefined || !Object.hasOwn(options, name)) throw error;
    throw new UsageError(`${options[name]} ${limits}`);
  }
}
