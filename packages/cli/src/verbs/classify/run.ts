/** Learns from examples, tells what texts are, and how often that is right. */
import { Classifier, type Example } from 'surprisal/classify';
import { describe, EXIT_DATA, FileError } from '../../base/failure.js';
import { shown } from '../../base/terminal.js';
import { withinLimits } from '../../command/limits.js';
import type { Settings } from '../../command/settings.js';
import type { Run } from '../../files/each.js';
import type { Job } from '../../files/job.js';
import { readNamed } from '../../files/whole.js';
import { writeWhole } from '../../files/write.js';
import { barFor } from '../../report/bar.js';
import { counter } from '../../report/breaks.js';
import { readExamples } from '../../tables/examples.js';
import type { TableOptions } from '../../tables/table.js';
import { type Pair, tellEvaluation, unknownOf } from './evaluation.js';
import { forEachText, planTexts } from './texts.js';

/** Labels to name in a complaint. */
const LABELS = 5;

export interface How {
  readonly train: string | undefined;
  readonly evaluate: string | undefined;
  readonly save: string | undefined;
  readonly load: string | undefined;
  readonly lines: boolean;
  readonly order: number;
  /** How to read tables of examples. */
  readonly table: TableOptions;
}

/** @param texts whether there are texts to classify. @returns the exit code. */
export async function classifyFiles(settings: Settings, how: How, texts: boolean): Promise<number> {
  const { train, evaluate, save, load } = how;
  const examples = [train, evaluate].filter((path) => path !== undefined);
  const run = await planTexts(texts ? settings : { ...settings, files: [] }, [
    { reads: examples, readsFolders: true },
    { reads: load === undefined ? [] : [load], writes: save, replaces: load },
  ]);
  if (run.isEmpty && (save ?? evaluate) === undefined) return EXIT_DATA;
  // All examples are read, and looked at, before any are learned.
  const classifier = load === undefined ? await made(how.order) : await loaded(load);
  const lessons = train === undefined ? [] : await readExamples(train, how.table);
  const labels = [...new Set([...classifier.labels, ...lessons.map(({ label }) => label)])];
  if (texts || evaluate !== undefined) checkClasses(labels);
  const tests = evaluate === undefined ? [] : await readTests(evaluate, how.table, new Set(labels));
  const trainSeconds = train === undefined ? 0 : await learn(classifier, lessons, train, settings);
  if (save !== undefined) await writeWhole(save, classifier.save(), settings.force);
  if (evaluate !== undefined) await tellTests(classifier, tests, evaluate, trainSeconds, settings);
  return tellAll(classifier, run, settings, how.lines);
}

/** @throws {UsageError} for an order that there is not. */
function made(order: number): Promise<Classifier> {
  return withinLimits({ order: '--order' }, () => new Classifier({ order }));
}

/** @throws {FileError} when it is no classifier. */
async function loaded(path: string): Promise<Classifier> {
  const bytes = await readNamed(path);
  try {
    return Classifier.load(bytes);
  } catch (error) {
    throw new FileError(`${path}: ${describe(error)}`, { cause: error });
  }
}

/** @returns seconds. */
async function learn(
  classifier: Classifier,
  examples: readonly Example[],
  path: string,
  settings: Settings,
): Promise<number> {
  const bar = barFor(`learning ${path}`, settings, 'report');
  const start = performance.now();
  await classifier.train(examples, { onProgress: bar.count });
  bar.clear();
  return (performance.now() - start) / 1000;
}

/** Examples to test with. @throws {FileError} when none of their labels is among those that are learned. */
export async function readTests(
  path: string,
  table: TableOptions,
  known: ReadonlySet<string>,
): Promise<readonly Example[]> {
  const examples = await readExamples(path, table);
  if (examples.some(({ label }) => known.has(label))) return examples;
  const some = unknownOf(examples, known).slice(0, LABELS).map(shown).join(', ');
  throw new FileError(`${path}: none of its labels occurs in the training examples: ${some}`);
}

async function tellTests(
  classifier: Classifier,
  examples: readonly Example[],
  path: string,
  trainSeconds: number,
  settings: Settings,
): Promise<void> {
  const known = new Set(classifier.labels);
  const start = performance.now();
  const bar = barFor(`classifying ${path}`, settings, 'report');
  const step = counter(bar, examples.length);
  const found: Pair[] = [];
  for (const { text, label } of examples) {
    found.push({ label, found: classifier.classify(text).label });
    await step();
  }
  bar.clear();
  tellEvaluation(found, { known, trainSeconds, seconds: (performance.now() - start) / 1000 }, settings);
}

/** One class is no choice. @throws {FileError} */
export function checkClasses(labels: readonly string[]): void {
  if (labels.length > 1) return;
  throw new FileError(`examples of at least two classes are needed; there is only ${labels.map(shown).join()}`);
}

function tellAll(classifier: Classifier, run: Run<Job>, settings: Settings, lines: boolean): Promise<number> {
  return forEachText(run, lines, async (text, name) => tell(classifier, text, name, settings));
}

function tell(classifier: Classifier, text: Example['text'], name: string, { json, verbose }: Settings): void {
  const { label, probability, ranking } = classifier.classify(text);
  if (json) console.log(JSON.stringify({ task: 'classify', input: name, label, probability, ranking }));
  else console.log(`${shown(label)}\t${probability.toFixed(3)}\t${shown(name)}`);
  if (!verbose || json) return;
  for (const { label: other, probability: p, bits } of ranking.slice(0, 5)) {
    console.log(`    ${p.toFixed(3)}  ${bits.toFixed(0)} bits  ${shown(other)}`);
  }
}
