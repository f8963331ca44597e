/** Trains a classifier, labels texts, and measures accuracy. */
import { Classifier, type Example } from 'surprisal/classify';
import { EXIT_DATA, FileError } from '../../base/failure.js';
import { escaped } from '../../base/terminal.js';
import { namingOptions } from '../../command/limits.js';
import type { Settings } from '../../command/settings.js';
import type { Job } from '../../files/job.js';
import { loadNamingFile } from '../../files/read-whole.js';
import type { Run } from '../../files/run.js';
import { writeWhole } from '../../files/write.js';
import { progressCounter } from '../../report/counter.js';
import { progressBarFor } from '../../report/progress-bar.js';
import { readExamples } from '../../tables/examples.js';
import type { TableOptions } from '../../tables/table.js';
import { labelsOutside, type Prediction, printEvaluation } from './evaluation.js';
import { forEachText, planTexts } from './texts.js';

/** Labels to name in a complaint. */
const LABELS = 5;

export interface ClassifyOptions {
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
export async function classifyFiles(settings: Settings, options: ClassifyOptions, texts: boolean): Promise<number> {
  const { train, evaluate, save, load } = options;
  const examples = [train, evaluate].filter((path) => path !== undefined);
  const run = await planTexts(texts ? settings : { ...settings, files: [] }, [
    { reads: examples, readsFolders: true },
    { reads: load === undefined ? [] : [load], writes: save, replaces: load },
  ]);
  if (run.isEmpty && (save ?? evaluate) === undefined) return EXIT_DATA;
  // All examples are read, and looked at, before any are learned.
  const classifier = load === undefined ? await newClassifier(options.order) : await loadClassifier(load);
  const lessons = train === undefined ? [] : await readExamples(train, options.table);
  const labels = [...new Set([...classifier.labels, ...lessons.map(({ label }) => label)])];
  if (texts || evaluate !== undefined) checkClasses(labels);
  const tests = evaluate === undefined ? [] : await readTests(evaluate, options.table, new Set(labels));
  const trainSeconds = train === undefined ? 0 : await learn(classifier, lessons, train, settings);
  if (save !== undefined) await writeWhole(save, classifier.save(), settings.force);
  if (evaluate !== undefined) await evaluateOn(classifier, tests, evaluate, trainSeconds, settings);
  return classifyTexts(classifier, run, settings, options.lines);
}

/** @throws {UsageError} for an order that there is not. */
function newClassifier(order: number): Promise<Classifier> {
  return namingOptions({ order: '--order' }, () => new Classifier({ order }));
}

/** @throws {FileError} when it is no classifier. */
async function loadClassifier(path: string): Promise<Classifier> {
  return loadNamingFile(path, Classifier.load);
}

/** @returns seconds. */
async function learn(
  classifier: Classifier,
  examples: readonly Example[],
  path: string,
  settings: Settings,
): Promise<number> {
  const bar = progressBarFor(`learning ${path}`, settings, 'report');
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
  const some = labelsOutside(examples, known).slice(0, LABELS).map(escaped).join(', ');
  throw new FileError(`${path}: none of its labels occurs in the training examples: ${some}`);
}

async function evaluateOn(
  classifier: Classifier,
  examples: readonly Example[],
  path: string,
  trainSeconds: number,
  settings: Settings,
): Promise<void> {
  const known = new Set(classifier.labels);
  const start = performance.now();
  const bar = progressBarFor(`classifying ${path}`, settings, 'report');
  const step = progressCounter(bar, examples.length);
  const found: Prediction[] = [];
  for (const { text, label } of examples) {
    found.push({ label, found: classifier.classify(text).label });
    await step();
  }
  bar.clear();
  printEvaluation(found, { known, trainSeconds, seconds: (performance.now() - start) / 1000 }, settings);
}

/** One class is no choice. @throws {FileError} */
export function checkClasses(labels: readonly string[]): void {
  if (labels.length > 1) return;
  throw new FileError(`examples of at least two classes are needed; there is only ${labels.map(escaped).join()}`);
}

function classifyTexts(classifier: Classifier, run: Run<Job>, settings: Settings, lines: boolean): Promise<number> {
  return forEachText(run, lines, async (text, name) => printLabel(classifier, text, name, settings));
}

function printLabel(classifier: Classifier, text: Example['text'], name: string, { json, verbose }: Settings): void {
  const { label, probability, ranking } = classifier.classify(text);
  if (json) console.log(JSON.stringify({ task: 'classify', input: name, label, probability, ranking }));
  else console.log(`${escaped(label)}\t${probability.toFixed(3)}\t${escaped(name)}`);
  if (!verbose || json) return;
  for (const { label: other, probability: p, bits } of ranking.slice(0, 5)) {
    console.log(`    ${p.toFixed(3)}  ${bits.toFixed(0)} bits  ${escaped(other)}`);
  }
}
