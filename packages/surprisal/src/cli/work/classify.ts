/** Learns from examples, tells what texts are, and how often that is right. */
import { Classifier, type Example } from 'surprisal/classify';
import { barFor } from '../bar.js';
import { counter } from '../breaks.js';
import { describe, EXIT_OK, FileError } from '../failure.js';
import type { Settings } from '../settings.js';
import { shown } from '../terminal.js';
import { type Pair, tellEvaluation, unknownOf } from './evaluation.js';
import { readExamples } from './examples.js';
import { forEachText } from './texts.js';
import { readNamed } from './whole.js';
import { writeWhole } from './write.js';

/** Labels to name in a complaint. */
const LABELS = 5;

export interface How {
  readonly train: string | undefined;
  readonly evaluate: string | undefined;
  readonly save: string | undefined;
  readonly load: string | undefined;
  readonly lines: boolean;
  readonly order: number;
}

/** @param texts whether there are texts to classify. @returns the exit code. */
export async function classifyFiles(settings: Settings, how: How, texts: boolean): Promise<number> {
  const classifier = how.load === undefined ? new Classifier({ order: how.order }) : await load(how.load);
  const trainSeconds = how.train === undefined ? 0 : await train(classifier, how.train, settings);
  if (how.save !== undefined) {
    await writeWhole(how.save, classifier.save(), settings.force);
  }
  if (how.evaluate !== undefined) await evaluate(classifier, how.evaluate, trainSeconds, settings);
  return texts ? tellAll(classifier, settings, how.lines) : EXIT_OK;
}

/** @throws {FileError} when it is no classifier. */
async function load(path: string): Promise<Classifier> {
  const bytes = await readNamed(path);
  try {
    return Classifier.load(bytes);
  } catch (error) {
    throw new FileError(`${path}: ${describe(error)}`);
  }
}

/** @returns seconds. */
async function train(classifier: Classifier, path: string, settings: Settings): Promise<number> {
  const examples = await readExamples(path);
  const bar = barFor(`learning ${path}`, settings, 'report');
  const start = performance.now();
  await classifier.train(examples, { onProgress: bar.count });
  bar.clear();
  return (performance.now() - start) / 1000;
}

/** @throws {FileError} when none of the labels was learned. */
async function evaluate(classifier: Classifier, path: string, trainSeconds: number, settings: Settings): Promise<void> {
  const examples = await readExamples(path);
  const known = new Set(classifier.labels);
  checkClasses(classifier.labels);
  checkLabels(examples, known, path);
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

/** @throws {FileError} when not one of the labels was learned. */
export function checkLabels(examples: readonly Example[], known: ReadonlySet<string>, path: string): void {
  if (examples.some(({ label }) => known.has(label))) return;
  const some = unknownOf(examples, known).slice(0, LABELS).map(shown).join(', ');
  throw new FileError(`${path}: none of its labels occurs in the training examples: ${some}`);
}

/** One class is no choice. @throws {FileError} */
export function checkClasses(labels: readonly string[]): void {
  if (labels.length > 1) return;
  throw new FileError(`examples of at least two classes are needed; there is only ${labels.map(shown).join()}`);
}

async function tellAll(classifier: Classifier, settings: Settings, lines: boolean): Promise<number> {
  checkClasses(classifier.labels);
  return forEachText(settings, lines, async (text, name) => tell(classifier, text, name, settings));
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
