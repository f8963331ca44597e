/** Prints a distance matrix of files. */
import { EXIT_OK } from '../../base/failure.js';
import { greatest } from '../../base/numbers.js';
import type { Settings } from '../../command/settings.js';
import { fileDistances } from '../../similarity/matrix.js';

/** @returns the exit code. @throws {UsageError} for an unknown model. */
export async function compareFiles(
  settings: Settings,
  options: { readonly model: string; readonly measure: string },
): Promise<number> {
  const {
    matrix: { size, values },
    names,
  } = await fileDistances(settings, options);
  const rows = names.map((_, i) => [...values.subarray(i * size, (i + 1) * size)]);
  if (settings.json) {
    console.log(JSON.stringify({ task: 'distance', ...options, names, distances: rows }));
    return EXIT_OK;
  }
  const width = greatest(names.map((name) => name.length));
  for (const [i, row] of rows.entries()) {
    console.log(`${(names[i] as string).padEnd(width)}${row.map((value) => value.toFixed(3).padStart(8)).join('')}`);
  }
  return EXIT_OK;
}
