/** Reports how often labels are right. */
import { grouped } from '../../base/numbers.js';
import { escaped, styled } from '../../base/terminal.js';
import type { Settings } from '../../command/settings.js';

/** A label as it should be, and as it was found. */
export interface Prediction {
  readonly label: string;
  readonly found: string;
}

/** What else there is to know of how the labels were found. */
export interface EvaluationContext {
  /** Labels that were learned. */
  readonly known: ReadonlySet<string>;
  readonly trainSeconds: number;
  readonly seconds: number;
  /** For JSON. */
  readonly more?: object;
}

/** Accuracy, F1 of each class on average, and what was taken for what. */
export function printEvaluation(
  pairs: readonly Prediction[],
  { known, trainSeconds, seconds, more }: EvaluationContext,
  { json, verbose }: Settings,
): void {
  const unknownLabels = labelsOutside(pairs, known);
  const accuracy = pairs.filter((pair) => pair.found === pair.label).length / pairs.length;
  const labels = [...new Set(pairs.flatMap((pair) => [pair.label, pair.found]))].sort();
  const macroF1 = labels.reduce((sum, label) => sum + f1(pairs, label), 0) / labels.length;
  const confusion = confusionOf(pairs);
  if (json) {
    const counts = { documents: pairs.length, classes: known.size, unknownLabels };
    const times = { trainSeconds, secondsPerDocument: seconds / pairs.length };
    console.log(JSON.stringify({ task: 'classify', accuracy, macroF1, ...counts, ...times, ...more, confusion }));
    return;
  }
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  console.log(
    `accuracy ${percent(accuracy)}, macro-F1 ${percent(macroF1)}, ${grouped(pairs.length)} texts of ${known.size} classes`,
  );
  if (unknownLabels.length > 0)
    console.log(`labels without training examples: ${unknownLabels.map(escaped).join(', ')}`);
  if (!verbose) return;
  console.log(styled('bold', 'misclassified, most frequent first', process.stdout));
  const wrong = confusion.filter(({ label, found: other }) => label !== other).sort((a, b) => b.count - a.count);
  for (const { label, found: other, count } of wrong)
    console.log(`${grouped(count).padStart(7)}  ${escaped(label)} → ${escaped(other)}`);
}

/** The labels that were never learned, once each. */
export function labelsOutside(rows: readonly { readonly label: string }[], known: ReadonlySet<string>): string[] {
  return [...new Set(rows.map(({ label }) => label))].filter((label) => !known.has(label));
}

/** 2 · right / (found + there), of one class. */
function f1(pairs: readonly Prediction[], label: string): number {
  const right = pairs.filter((pair) => pair.label === label && pair.found === label).length;
  const all = pairs.filter((pair) => pair.label === label).length + pairs.filter((pair) => pair.found === label).length;
  return all === 0 ? 0 : (2 * right) / all;
}

function confusionOf(pairs: readonly Prediction[]): (Prediction & { count: number })[] {
  const counts = new Map<string, Prediction & { count: number }>();
  for (const pair of pairs) {
    const key = JSON.stringify([pair.label, pair.found]);
    counts.set(key, { ...pair, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
