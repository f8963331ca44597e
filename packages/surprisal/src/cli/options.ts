import { Command, CommanderError, Option } from 'commander';
import { UsageError } from './failure.js';

declare const VERSION: string; // put in by scripts/build.mjs

/** What the command line asks for. */
export interface Options {
  readonly files: readonly string[];
  readonly task: 'compress' | 'decompress' | 'test' | 'list';
  /** Write to standard output. */
  readonly stdout: boolean;
  readonly output: string | undefined;
  readonly force: boolean;
  readonly remove: boolean;
  readonly level: 'fast' | 'default' | 'strong' | undefined;
  readonly model: string | undefined;
  readonly cold: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
}

const EXAMPLES = `
With no FILE, or when FILE is -, reads standard input and writes standard output.
FILE becomes FILE.srp and stays where it is; --rm removes it once that is safely written.

Examples:
  surprisal notes.txt                  write notes.txt.srp
  surprisal -d notes.txt.srp           write notes.txt
  surprisal --strong -o a.srp a.json   smaller, and much slower
  tar c folder | surprisal > f.tar.srp
  surprisal -dc f.tar.srp | tar x
  surprisal -l *.srp                   what is in them

Exit codes: 0 all went well, 1 something was wrong with a file, 2 with the command line.`;

function command(): Command {
  return new Command('surprisal')
    .description('Compresses files by prediction.')
    .argument('[FILE...]')
    .option('-d, --decompress', 'restore what was compressed')
    .option('-t, --test', 'decompress without writing anything')
    .option('-l, --list', 'tell sizes, ratio and model of compressed files')
    .option('-c, --stdout', 'write to standard output')
    .option('-o, --output <out>', 'write to this file (one FILE only)')
    .option('-f, --force', 'overwrite files, write compressed data to a terminal')
    .option('-k, --keep', 'keep FILE: the default')
    .option('--rm', 'remove FILE when all is written')
    .option('--fast', 'level fast: less time, larger files')
    .option('--strong', 'level strong: more time, smaller files')
    .addOption(new Option('--level <level>', 'how much time to spend').choices(['fast', 'default', 'strong']))
    .option('--model <id>', 'a model by name: order-0 … order-6, ppm, ppm-N, cm-fast, cm, cm-strong')
    .option('--cold', 'use nothing known beforehand: the default')
    .option('--json', 'report in JSON, one line for each file, on standard output (standard error with -c)')
    .option('-v, --verbose', 'tell more')
    .option('-q, --quiet', 'tell nothing but errors')
    .version(VERSION, '-V, --version')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({ outputError: () => {} });
}

/**
 * @returns the options; undefined when all was said by printing help or the version.
 * @throws {UsageError}
 */
export function parse(args: readonly string[]): Options | undefined {
  const parsed = command();
  try {
    parsed.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw new UsageError(error.message.replace(/^error: /, ''));
  }
  return checked(parsed.args, parsed.opts());
}

function checked(files: readonly string[], o: Readonly<Record<string, string | boolean | undefined>>): Options {
  const on = (name: string): boolean => o[name] === true;
  const tasks = (['decompress', 'test', 'list'] as const).filter(on);
  const levels = new Set([o['level'], on('fast') && 'fast', on('strong') && 'strong'].filter(Boolean));
  const output = o['output'] as string | undefined;
  if (tasks.length > 1) throw new UsageError(`choose one of ${tasks.map((task) => `--${task}`).join(', ')}`);
  if (levels.size > 1) throw new UsageError(`choose one level of ${[...levels].join(', ')}`);
  if (levels.size > 0 && o['model'] !== undefined) throw new UsageError('choose a level or a model, not both');
  if (output !== undefined && files.length > 1) throw new UsageError('-o takes one FILE only');
  if (output !== undefined && output !== '-' && on('stdout')) throw new UsageError('choose -c or -o, not both');
  if (on('verbose') && on('quiet')) throw new UsageError('choose -v or -q, not both');
  if (on('rm') && on('keep')) throw new UsageError('choose --rm or -k, not both');
  return {
    files: files.length === 0 ? ['-'] : files,
    task: tasks[0] ?? 'compress',
    stdout: on('stdout') || output === '-',
    output: output === '-' ? undefined : output,
    force: on('force'),
    remove: on('rm'),
    level: [...levels][0] as Options['level'],
    model: o['model'] as string | undefined,
    cold: on('cold'),
    json: on('json'),
    verbose: on('verbose'),
    quiet: on('quiet'),
  };
}
