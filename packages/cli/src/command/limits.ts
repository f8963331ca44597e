/** Errors about arguments of the library, in terms of the options that they came from. */
import { UsageError } from '../base/failure.js';

/**
 * Does `work`; where the library finds that an argument is out of range, it was an option that was.
 * @param options by the library's name of the argument. @throws {UsageError} that names the option.
 */
export async function namingOptions<T>(
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
