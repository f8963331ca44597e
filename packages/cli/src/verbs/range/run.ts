/** Writes a part of the content: of the archive only the frames that hold it are read. */
import { stat } from 'node:fs/promises';
import { type ByteSource, type PriorOption, range } from 'surprisal';
import { FileError } from '../../base/failure.js';
import { grouped } from '../../base/numbers.js';
import { escaped, printError } from '../../base/terminal.js';
import type { Settings } from '../../command/settings.js';
import { checkDestination, contentPath } from '../../files/destinations.js';
import { Input } from '../../files/input.js';
import type { Job } from '../../files/job.js';
import { Run, type Turn } from '../../files/run.js';
import { withOutput, writeAll } from '../../files/write.js';
import { priorFiles, priorOf } from '../../models/prior.js';
import { report } from '../../report/report.js';

/** Content decoded at once, so that memory does not grow with the range. */
const SPAN_BYTES = 2 ** 26;

/** @param end past the end of the content: up to its end. @returns the exit code. */
export async function writeRange(settings: Settings, start: number, end: number): Promise<number> {
  const where = { ...settings, stdout: settings.output === undefined };
  await checkDestination(where);
  const prior = await priorOf(settings);
  const run = await Run.plan(where, where.stdout ? 'data' : 'nothing', (file) => jobOf(file, where));
  return run.each((turn) => rangeOfFile(turn, where, start, end, prior));
}

/** @throws {FileError} when no range can be read from `file`. @throws what the system reports. */
async function jobOf(file: string, settings: Settings): Promise<Job> {
  if (file === '-') throw new FileError('a range cannot be read from standard input; give a file');
  const status = await stat(file);
  if (!status.isFile() && !status.isDirectory()) throw new FileError('a range can only be read from a regular file');
  return { reads: [file, ...priorFiles(settings)], writes: await contentPath(file, settings, undefined) };
}

async function rangeOfFile(
  turn: Turn,
  settings: Settings,
  start: number,
  end: number,
  prior: PriorOption,
): Promise<void> {
  const { file, name, job, bar } = turn;
  const input = await Input.open(file);
  try {
    const { source } = input;
    if (source === undefined) throw new FileError('a range can only be read from a regular file');
    await withOutput(job.writes, settings.force, async (to) => {
      const began = performance.now();
      const contentSize = await writeAll(spans(source, { ...settings, prior }, start, end), to);
      const seconds = (performance.now() - began) / 1000;
      bar.clear();
      if (end !== Number.MAX_SAFE_INTEGER && contentSize < end - start && !settings.quiet && !settings.json) {
        printError(
          `${escaped(name)}: the range extends past the end of the content at byte ${grouped(start + contentSize)}`,
        );
      }
      report({ task: 'range', input: name, output: to.path, contentSize, seconds }, settings);
    });
  } finally {
    await input.close();
  }
}

/** @throws {FileError} when the content ends before the range begins. */
async function* spans(
  source: ByteSource,
  { memoryLimit, prior }: Pick<Settings, 'memoryLimit'> & { readonly prior: PriorOption },
  start: number,
  end: number,
): AsyncGenerator<Uint8Array, void> {
  const options = { prior, ...(memoryLimit !== undefined && { memoryLimit }) };
  for (let at = start; at < end; ) {
    const past = Math.min(at + SPAN_BYTES, end);
    const piece = await range(source, at, past, options);
    if (piece.length === 0 && at === start && start > 0) {
      throw new FileError(`the range starts past the end of the content: there is no byte ${grouped(start)}`);
    }
    yield piece;
    at += piece.length;
    if (at < past) return;
  }
}
