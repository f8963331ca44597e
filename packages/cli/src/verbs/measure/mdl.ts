/** Prints the lengths of two-part descriptions: a network, and the file encoded with it. */
import { explain } from 'surprisal/explain';
import { descriptions, shortest } from 'surprisal/mdl';
import { greatest, grouped } from '../../base/numbers.js';
import { escaped, styled } from '../../base/terminal.js';
import { namingOptions } from '../../command/limits.js';
import type { Settings } from '../../command/settings.js';
import { readWhole } from '../../files/read-whole.js';
import { forEachFile } from '../../files/run.js';
import { checkModel } from '../../models/models.js';

/** A description: of the models, which learn while they code, all is data. */
interface Row {
  readonly model: string;
  readonly weightBits: number;
  readonly dataBits: number;
  readonly bits: number;
}

const TITLES = ['model', 'weights, bits', 'data, bits', 'total, bits', 'bits per byte'] as const;

/** @param cells of the networks; undefined: those that the library tries. @returns the exit code. @throws {UsageError} */
export async function describeFiles(
  settings: Settings,
  models: readonly string[],
  cells: readonly number[] | undefined,
): Promise<number> {
  for (const model of models) checkModel(model);
  return forEachFile(settings, 'report', async ({ file, name, bar }) => {
    const bytes = await readWhole(file);
    const onProgress = ({ content, total }: { content: number; total: number | undefined }): void =>
      bar.count({ done: content, total: total ?? 0 });
    const found = await namingOptions({ cells: '--cells' }, () =>
      descriptions(bytes, { ...(cells !== undefined && { cells }), onProgress }),
    );
    const rows: Row[] = [];
    for (const model of models) {
      const { total } = await explain(bytes, { model });
      rows.push({ model, weightBits: 0, dataBits: total, bits: total });
    }
    bar.clear();
    const least = shortest(found);
    for (const { cells, weights: _, ...bits } of found) rows.push({ model: `net-${cells}`, ...bits });
    const best = rows.reduce((a, b) => (b.bits < a.bits ? b : a)).model;
    if (settings.json) {
      const network = `net-${least.cells}`;
      console.log(JSON.stringify({ task: 'mdl', input: name, bytes: bytes.length, descriptions: rows, best, network }));
    } else {
      console.log(`${escaped(name)}, ${grouped(bytes.length)} bytes`);
      table(rows, best, bytes.length);
    }
  });
}

function table(rows: readonly Row[], best: string, bytes: number): void {
  const whole = (bits: number): string => grouped(Math.round(bits));
  const cells = rows.map(({ model, weightBits, dataBits, bits }) => [
    model,
    whole(weightBits),
    whole(dataBits),
    whole(bits),
    (bits / bytes).toFixed(3),
  ]);
  const widths = TITLES.map((title, i) =>
    greatest(
      cells.map((row) => (row[i] as string).length),
      title.length,
    ),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] as number) : cell.padStart((widths[i] as number) + 2)))
      .join('');
  console.log(styled('bold', line(TITLES), process.stdout));
  for (const row of cells) console.log(`${line(row)}${row[0] === best ? '  shortest' : ''}`);
}
