/** The command line: `surprisal --help`. Loads the library only when there is work for it. */
import { describe, EXIT_DATA, EXIT_OK, EXIT_SIGNAL, EXIT_USAGE, UsageError } from './failure.js';
import { removeUnfinished } from './files.js';
import { parse } from './options.js';

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    removeUnfinished();
    process.exit(EXIT_SIGNAL[signal]);
  });
}
// Whoever reads our output may stop at any time: that is no error to report.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT_SIGNAL.SIGPIPE);
    throw error;
  });
}

async function main(): Promise<number> {
  const options = parse(process.argv.slice(2));
  if (options === undefined) return EXIT_OK;
  if (options.files.includes('-') && process.stdin.isTTY) {
    throw new UsageError('nothing to do: name a FILE, or pipe something in (surprisal --help)');
  }
  const { run } = await import('./run.js');
  return run(options);
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.stderr.write(`surprisal: ${describe(error)}\n`);
  process.exitCode = isUsage ? EXIT_USAGE : EXIT_DATA;
}
