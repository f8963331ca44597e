/** Decompresses, and writes nothing. */
import { headersAt, isFolder } from '../../archive/archive.js';
import { decode, withArchive } from '../../archive/decode.js';
import type { Settings } from '../../command/settings.js';
import { DISCARDED } from '../../files/output.js';
import { Run } from '../../files/run.js';
import { writeAll } from '../../files/write.js';
import { priorFiles, priorOf } from '../../models/prior.js';
import { report } from '../../report/report.js';

/** @returns the exit code. */
export async function testFiles(settings: Settings): Promise<number> {
  const prior = await priorOf(settings);
  const run = await Run.plan(settings, 'nothing', async (file) => {
    await headersAt(file, settings);
    return { reads: [file, ...priorFiles(settings)] };
  });
  return run.each((turn) =>
    withArchive(turn, settings, async (archive) => {
      const start = performance.now();
      const { content, whole } = decode(archive, turn.bar, settings, prior);
      if (isFolder(archive.listing)) await (await import('../../folder/tar/read.js')).readAll(content);
      else await writeAll(content, DISCARDED);
      turn.bar.clear();
      const seconds = (performance.now() - start) / 1000;
      report({ task: 'test', input: turn.name, output: undefined, ...whole(), seconds }, settings);
    }),
  );
}
