import { unlink } from 'node:fs/promises';
import { Bar } from './bar.js';
import { describe, EXIT_DATA, EXIT_OK, FileError, UsageError } from './failure.js';
import { readInput, readStandardInput, writeStandardOutput, writeWhole } from './files.js';
import type { Options } from './options.js';
import { json, listHead, listLine, type Outcome, sentence } from './report.js';

const SUFFIX = '.srp';

/** Does the task for every file; goes on to the next when one fails. @returns the exit code. */
export async function run(options: Options): Promise<number> {
  if (options.model !== undefined) await checkModel(options.model);
  if (options.task === 'list' && !options.json) console.log(listHead());
  let exitCode = EXIT_OK;
  for (const file of options.files) {
    const name = file === '-' ? 'standard input' : file;
    const bar = new Bar(name, options.quiet || options.json ? undefined : process.stderr);
    try {
      tell(await job(file, name, bar, options), options);
    } catch (error) {
      if (error instanceof UsageError || (error as NodeJS.ErrnoException).code === 'EPIPE') throw error;
      bar.clear();
      process.stderr.write(`surprisal: ${name}: ${describe(error)}\n`);
      exitCode = EXIT_DATA;
    }
  }
  return exitCode;
}

async function job(file: string, name: string, bar: Bar, options: Options): Promise<Outcome> {
  const { task } = options;
  const output = outputOf(file, options);
  const toStdout = output === undefined && (task === 'compress' || task === 'decompress');
  if (toStdout && task === 'compress' && process.stdout.isTTY && !options.force) {
    throw new UsageError('compressed data is not written to a terminal; -f does it, -o FILE writes a file');
  }
  const input = file === '-' ? await readStandardInput() : await readInput(file);
  const { compress, decompress, list } = await import('surprisal');
  const start = performance.now();
  const onProgress = bar.show.bind(bar);
  let bytes = input.bytes;
  if (task === 'compress') {
    const { level, model, cold } = options;
    bytes = await compress(bytes, { ...(level && { level }), ...(model && { model }), cold, onProgress });
  } else if (task !== 'list') {
    bytes = await decompress(bytes, { onProgress });
  }
  const seconds = (performance.now() - start) / 1000;
  bar.clear();
  if (output !== undefined) await writeWhole(output, bytes, options.force, input.source);
  else if (toStdout) await writeStandardOutput(bytes);
  if (options.remove && output !== undefined && input.source !== undefined) await unlink(file);
  return { task, input: name, output, listing: await list(task === 'compress' ? bytes : input.bytes), seconds };
}

/** Where the output goes: a path, or undefined for standard output or none. @throws {FileError} */
function outputOf(file: string, { task, stdout, output, force }: Options): string | undefined {
  if (task === 'test' || task === 'list' || stdout) return undefined;
  if (output !== undefined || file === '-') return output;
  const suffixed = file.endsWith(SUFFIX) && file.length > SUFFIX.length;
  if (task === 'compress') {
    if (suffixed && !force) throw new FileError(`already ends in ${SUFFIX}; -f compresses it again`);
    return file + SUFFIX;
  }
  if (!suffixed) throw new FileError(`does not end in ${SUFFIX}; name the output with -o, or use -c`);
  return file.slice(0, -SUFFIX.length);
}

function tell(outcome: Outcome, options: Options): void {
  const dataOnStdout = outcome.output === undefined && (outcome.task === 'compress' || outcome.task === 'decompress');
  if (options.json) {
    (dataOnStdout ? process.stderr : process.stdout).write(`${json(outcome)}\n`);
  } else if (outcome.task === 'list') {
    console.log(listLine(outcome));
  } else if (!options.quiet && (!dataOnStdout || options.verbose)) {
    process.stderr.write(`${sentence(outcome, options.verbose)}\n`);
  }
}

/** @throws {UsageError} when there is no such model: before any file is read. */
async function checkModel(model: string): Promise<void> {
  const { modelOf } = await import('surprisal');
  try {
    modelOf(model);
  } catch (error) {
    throw new UsageError(describe(error));
  }
}
