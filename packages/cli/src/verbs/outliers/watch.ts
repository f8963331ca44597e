/** Tells of lines that are unlike those given, as they come. */
import { Watch } from 'surprisal/outliers';
import { EXIT_DATA, FileError } from '../../base/failure.js';
import { shown } from '../../base/terminal.js';
import { withinLimits } from '../../command/limits.js';
import type { Settings } from '../../command/settings.js';
import { Run } from '../../files/each.js';
import { isText, linesAsTheyCome, linesOf, NO_LINES } from '../../files/lines.js';
import { readNamed } from '../../files/whole.js';
import { barFor } from '../../report/bar.js';
import { modelFor } from './run.js';

export interface How {
  /** What is learned before. */
  readonly given: string;
  readonly rate: number;
  /** Tell of every line. */
  readonly all: boolean;
}

/** @returns the exit code. @throws {UsageError} for an unknown model. */
export async function watchLines(settings: Settings, { given, rate, all }: How): Promise<number> {
  const model = modelFor(settings);
  const run = await Run.plan(settings, 'report', async (file) => ({ reads: [file] }), [{ reads: [given] }]);
  if (run.isEmpty) return EXIT_DATA;
  const bytes = await readNamed(given);
  if (!isText(bytes)) throw new FileError(`${given}: ${NO_LINES}`);
  const lines = linesOf(bytes);
  if (lines.length === 0) throw new FileError(`${given}: has no lines to learn`);
  const bar = barFor(`learning ${given}`, settings, 'report');
  const watch = await withinLimits({ rate: '--rate' }, () =>
    Watch.create(lines, { model, rate, onProgress: bar.count }),
  );
  bar.clear();
  if (settings.verbose) process.stderr.write(`threshold: ${watch.threshold.toFixed(1)}\n`);
  const decoder = new TextDecoder();
  return run.each(async ({ file, name }) => {
    let number = 0;
    for await (const line of linesAsTheyCome(file)) {
      number++;
      const { bits, excess, score, isOutlier } = watch.judge(line);
      if (!isOutlier && !all) continue;
      const text = decoder.decode(line);
      if (settings.json) {
        const found = { input: name, line: number, text, bits, excess, score, isOutlier };
        console.log(JSON.stringify({ task: 'outliers', ...found }));
      } else console.log(`${score.toFixed(1).padStart(6)}  ${number}  ${shown(text)}`);
    }
  });
}
