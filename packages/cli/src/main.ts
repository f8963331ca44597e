/** The command line: `surprisal --help`. Loads the library only when there is work for it. */
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import {
  type ErrorDetails,
  EXIT_CLOSED_PIPE,
  EXIT_DATA,
  EXIT_OK,
  EXIT_USAGE,
  errorJson,
  messageOf,
  UsageError,
} from './base/failure.js';
import { printError } from './base/terminal.js';
import { parse } from './command/parse.js';
import { closest } from './command/suggest.js';
import type { Verb } from './command/verb.js';
import { removeUnfinished } from './files/unfinished.js';
import { bare } from './verbs/bare.js';
import { VERBS } from './verbs/index.js';

/** All that a process can clean up after, where the system has them. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGXCPU', 'SIGALRM', 'SIGUSR2'] as const;

// On any exit, including an uncaught error.
process.once('exit', removeUnfinished);
for (const signal of SIGNALS.filter((name) => name in constants.signals)) {
  if (signal === 'SIGHUP' && !hasTerminal()) {
    process.on(signal, () => {});
    continue;
  }
  process.once(signal, () => {
    removeUnfinished();
    // By the signal itself, now without a handler: a shell continues its loop after a command that merely exits.
    process.kill(process.pid, signal);
  });
}
/**
 * Whether a hangup is any of our business. Under nohup it is not, but Node resets the signals that it was started to
 * ignore; what remains of nohup is that it leaves neither output on a terminal.
 */
function hasTerminal(): boolean {
  return process.stdout.isTTY || process.stderr.isTTY;
}
for (const [name, stream] of [
  ['standard output', process.stdout],
  ['standard error', process.stderr],
] as const) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    removeUnfinished();
    // The reader of our output may stop at any time: that is not an error.
    if (error.code === 'EPIPE') process.exit(EXIT_CLOSED_PIPE);
    printError(`${name}: ${messageOf(error)}`);
    process.exit(EXIT_DATA);
  });
}

/** The first word is a verb if there is one of that name, whatever files there are: `./list` is a file. */
async function main(args: readonly string[]): Promise<number> {
  const named = VERBS.find(({ name }) => name === args[0]);
  const verb: Verb = named ?? bare;
  const parsed = parse(verb, named === undefined ? args : args.slice(1));
  if (parsed === undefined) return EXIT_OK;
  if (named === undefined && !args.includes('--')) checkWord(parsed.operands[0]);
  return verb.run(parsed.values, parsed.operands, { bare, verbs: VERBS });
}

/** @throws {UsageError} for a word that names no file and looks like a verb. */
function checkWord(word: string | undefined): void {
  if (word === undefined || word === '-' || existsSync(word)) return;
  const names = VERBS.map(({ name }) => name);
  const meant = closest(word, names);
  if (meant === undefined) return;
  const what = names.includes(word) ? 'a verb comes first' : `no verb or file is named '${word}'`;
  throw new UsageError(`${what}; did you mean surprisal ${meant}? (see surprisal --help)`);
}

const args = process.argv.slice(2);
try {
  process.exitCode = await main(args);
} catch (error) {
  const wantsJson = args.includes('--json') && !args.slice(0, args.indexOf('--json')).includes('--');
  if (wantsJson) console.log(errorJson(messageOf(error), error as ErrorDetails));
  else printError(messageOf(error));
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : EXIT_DATA;
}
