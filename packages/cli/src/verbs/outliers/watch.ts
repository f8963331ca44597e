/** Prints lines that are unlike the ones learned, as they arrive. */
import { Watch } from 'surprisal/outliers';
import { EXIT_DATA, FileError } from '../../base/failure.js';
import { escaped } from '../../base/terminal.js';
import { namingOptions } from '../../command/limits.js';
import type { Settings } from '../../command/settings.js';
import { isText, NOT_TEXT, splitLines, streamLines } from '../../files/lines.js';
import { readWholeNamingFile } from '../../files/read-whole.js';
import { Run } from '../../files/run.js';
import { progressBarFor } from '../../report/progress-bar.js';
import { outlierModel } from './run.js';

export interface WatchOptions {
  /** The file to learn first. */
  readonly given: string;
  readonly rate: number;
  /** Print every line. */
  readonly all: boolean;
}

/** @returns the exit code. @throws {UsageError} for an unknown model. */
export async function watchLines(settings: Settings, { given, rate, all }: WatchOptions): Promise<number> {
  const model = outlierModel(settings);
  const run = await Run.plan(settings, 'report', async (file) => ({ reads: [file] }), [{ reads: [given] }]);
  if (run.isEmpty) return EXIT_DATA;
  const bytes = await readWholeNamingFile(given);
  if (!isText(bytes)) throw new FileError(`${given}: ${NOT_TEXT}`);
  const lines = splitLines(bytes);
  if (lines.length === 0) throw new FileError(`${given}: has no lines to learn`);
  const bar = progressBarFor(`learning ${given}`, settings, 'report');
  const watch = await namingOptions({ rate: '--rate' }, () =>
    Watch.create(lines, { model, rate, onProgress: bar.count }),
  );
  bar.clear();
  if (settings.verbose) process.stderr.write(`threshold: ${watch.threshold.toFixed(1)}\n`);
  const decoder = new TextDecoder();
  return run.each(async ({ file, name }) => {
    let number = 0;
    for await (const line of streamLines(file)) {
      number++;
      const { bits, excess, score, isOutlier } = watch.judge(line);
      if (!isOutlier && !all) continue;
      const text = decoder.decode(line);
      if (settings.json) {
        const found = { input: name, line: number, text, bits, excess, score, isOutlier };
        console.log(JSON.stringify({ task: 'outliers', ...found }));
      } else console.log(`${score.toFixed(1).padStart(6)}  ${number}  ${escaped(text)}`);
    }
  });
}
