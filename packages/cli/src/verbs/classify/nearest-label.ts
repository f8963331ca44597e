/** Labels texts by their nearest examples: kNN with NCD, as in gzip kNN. */
import type { Example } from 'surprisal/classify';
import { type Neighbour, Neighbours } from 'surprisal/similarity';
import { EXIT_DATA } from '../../base/failure.js';
import { escaped } from '../../base/terminal.js';
import type { Settings } from '../../command/settings.js';
import { coderOrModel } from '../../models/coders.js';
import { searchOptions } from '../../models/workers.js';
import { progressBarFor } from '../../report/progress-bar.js';
import { readExamples } from '../../tables/examples.js';
import type { TableOptions } from '../../tables/table.js';
import { type Prediction, printEvaluation } from './evaluation.js';
import { checkClasses, readTests } from './run.js';
import { forEachText, planTexts } from './texts.js';

export interface NearestLabelOptions {
  readonly train: string;
  readonly evaluate: string | undefined;
  readonly lines: boolean;
  readonly model: string;
  /** Neighbours to ask. */
  readonly count: number;
  /** How to read tables of examples. */
  readonly table: TableOptions;
}

/** @param texts whether there are texts to classify. @returns the exit code. @throws {UsageError} for an unknown model. */
export async function classifyByNeighbours(
  settings: Settings,
  options: NearestLabelOptions,
  texts: boolean,
): Promise<number> {
  coderOrModel(options.model);
  const paths = [options.train, options.evaluate].filter((path) => path !== undefined);
  const run = await planTexts(texts ? settings : { ...settings, files: [] }, [{ reads: paths, readsFolders: true }]);
  if (run.isEmpty && options.evaluate === undefined) return EXIT_DATA;
  const examples = await readExamples(options.train, options.table);
  checkClasses([...new Set(examples.map(({ label }) => label))]);
  const items = examples.map(bytesOf);
  if (options.evaluate !== undefined) await evaluate(examples, items, options.evaluate, settings, options);
  const neighbours = new Neighbours(items, options.model);
  return forEachText(run, options.lines, async (text, name, bar) => {
    const nearest = await neighbours.find(text, options.count, { onProgress: bar.count });
    bar.clear();
    const found = nearest.map(({ index, distance }) => ({ label: (examples[index] as Example).label, distance }));
    const label = labelOf(nearest, examples);
    if (settings.json) {
      console.log(JSON.stringify({ task: 'classify', input: name, label, neighbours: found }));
    } else console.log(`${escaped(label)}\t${(found[0]?.distance ?? 0).toFixed(3)}\t${escaped(name)}`);
  });
}

async function evaluate(
  examples: readonly Example[],
  items: readonly Uint8Array[],
  path: string,
  settings: Settings,
  { model, count, table }: NearestLabelOptions,
): Promise<void> {
  const known = new Set(examples.map(({ label }) => label));
  const tests = await readTests(path, table, known);
  const queries = tests.map(bytesOf);
  const { size, workers } = searchOptions({ ...settings, model }, items, queries);
  const bar = progressBarFor(`classifying ${path}`, settings, 'report');
  const start = performance.now();
  const pairs: Prediction[] = [];
  let hits = 0;
  for await (const nearest of new Neighbours(items, model, size).findEach(queries, count, { workers })) {
    const { label } = tests[pairs.length] as Example;
    pairs.push({ label, found: labelOf(nearest, examples) });
    if (nearest.some(({ index }) => examples[index]?.label === label)) hits++;
    bar.count({ done: pairs.length, total: tests.length });
  }
  bar.clear();
  const seconds = (performance.now() - start) / 1000;
  // A hit if any of them is right: with two, the rule of the published figures of gzip kNN, which knows the answer.
  const more = { model, neighbours: count, anyOfThem: hits / tests.length };
  printEvaluation(pairs, { known, trainSeconds: 0, seconds, more }, settings);
}

/** The label that most of the nearest have; of equally many, the nearer. */
function labelOf(nearest: readonly Neighbour[], examples: readonly Example[]): string {
  const votes = new Map<string, number>();
  for (const { index } of nearest) {
    const { label } = examples[index] as Example;
    votes.set(label, (votes.get(label) ?? 0) + 1);
  }
  return [...votes].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function bytesOf({ text }: Example): Uint8Array {
  return typeof text === 'string' ? new TextEncoder().encode(text) : text;
}
