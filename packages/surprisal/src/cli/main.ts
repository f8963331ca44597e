/** The command line: `surprisal --help`. Loads the library only when there is work for it. */
import { describe, EXIT_CLOSED_PIPE, EXIT_DATA, EXIT_OK, EXIT_USAGE, UsageError } from './failure.js';
import { removeUnfinished } from './files/unfinished.js';
import { parse } from './parse.js';
import { complain } from './terminal.js';
import type { Verb } from './verb.js';
import { bare } from './verbs/bare.js';
import { VERBS } from './verbs/index.js';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    removeUnfinished();
    // By the signal, now that nobody listens: a shell goes on with its loop after a command that merely exits.
    process.kill(process.pid, signal);
  });
}
for (const [name, stream] of [
  ['standard output', process.stdout],
  ['standard error', process.stderr],
] as const) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    removeUnfinished();
    // Whoever reads our output may stop at any time: that is nothing to report.
    if (error.code === 'EPIPE') process.exit(EXIT_CLOSED_PIPE);
    complain(`${name}: ${describe(error)}`);
    process.exit(EXIT_DATA);
  });
}

/** The first word is a verb if there is one of that name, whatever files there are: `./list` is a file. */
async function main([first, ...rest]: readonly string[]): Promise<number> {
  const named = VERBS.find(({ name }) => name === first);
  const verb: Verb = named ?? bare;
  const parsed = parse(verb, named === undefined && first !== undefined ? [first, ...rest] : rest);
  return parsed === undefined ? EXIT_OK : verb.run(parsed.values, parsed.operands, { bare, verbs: VERBS });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  complain(describe(error));
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : EXIT_DATA;
}
