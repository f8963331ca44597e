/**
 * npm run bench:class-predictors -- --corpora DIR [--set r8|trec] [--models NAMES] [--texts N]
 *
 * Compares Classifier with one Predictor for each class: each learns the training texts of its class, a line feed after
 * each, and the class under which a test text takes fewest bits wins. A predictor is measured frozen, and learning from
 * the text it measures (its state is restored after each). Both sides see A to Z as a to z. Prints a row of Markdown as soon as it is
 * measured. Seconds are CPU time. Memory is the state of all classes; for Classifier, its arrays.
 *
 *   --set NAME       r8 or trec; both, if left out
 *   --models NAMES   models with commas between; order-2,order-3,order-4,ppm,cm-fast,cm, if left out
 *   --texts N        no more than N test texts, evenly spaced; all, if left out
 */

import { cpuSeconds } from '../cpu.mjs';
import { copyLibrary } from '../library.mjs';
import { fail, positive, readOptionsAndCorpora } from '../options.mjs';
import { accuracy, macroF1 } from './scores.mjs';
import { readSet, SETS } from './sets.mjs';

const LINE_FEED = Buffer.from('\n');
/** Bytes before a text that a frozen predictor sees again, so that no test text is context of the next. */
const LEAD_BYTES = 64;

const options = readOptionsAndCorpora({
  set: { type: 'string' },
  models: { type: 'string', default: 'order-2,order-3,order-4,ppm,cm-fast,cm' },
  texts: { type: 'string' },
});
const limit = options.texts === undefined ? Number.POSITIVE_INFINITY : positive(options.texts, 'texts');
const sets = SETS.filter(({ file }) => (options.set ? [options.set] : ['trec', 'r8']).includes(file));
if (sets.length === 0) fail(`--set takes r8 or trec, not '${options.set}'`);
const { url } = copyLibrary();
const { Classifier } = await import(new URL('uses/classify/index.js', url).href);
const { Predictor } = await import(new URL('predictor/predictor.js', url).href);

console.log('| set | texts | model | accuracy | macro-F1 | train s | ms a text | × Classifier | memory MB |');
console.log('|---|--:|---|--:|--:|--:|--:|--:|--:|');
for (const set of sets) {
  const { train, test: all } = readSet(options.corpora, set);
  const step = Math.max(1, all.length / limit);
  const test = Array.from({ length: Math.min(all.length, limit) }, (_, i) => all[Math.floor(i * step)]);
  const reference = await classifierRows(set.file, train, test);
  for (const model of options.models.split(',')) await predictorRows(set.file, model, { train, test, reference });
}

/** @returns CPU seconds a text. */
async function classifierRows(file, train, test) {
  globalThis.gc?.();
  const before = process.memoryUsage().arrayBuffers;
  const start = process.cpuUsage();
  const classifier = await new Classifier().train(train);
  const trained = cpuSeconds(start);
  globalThis.gc?.();
  const memory = process.memoryUsage().arrayBuffers - before;
  const then = process.cpuUsage();
  const said = test.map(({ text }) => classifier.classify(text));
  const perText = cpuSeconds(then) / test.length;
  const byBits = said.map(({ ranking }) => ranking.reduce((a, b) => (b.bits < a.bits ? b : a)).label);
  const labels = said.map(({ label }) => label);
  row({ file, test, model: 'Classifier', labels, trained, perText, reference: perText, memory });
  row({ file, test, model: 'Classifier, by bits alone', labels: byBits, trained, perText, reference: perText, memory });
  return perText;
}

async function predictorRows(file, model, { train, test, reference }) {
  const start = process.cpuUsage();
  const classes = [];
  for (const label of new Set(train.map((example) => example.label))) {
    const own = train.filter((example) => example.label === label);
    const examples = Buffer.concat(own.flatMap(({ text }) => [folded(text), LINE_FEED]));
    const predictor = (await Predictor.create(model, { size: examples.length })).given(examples);
    classes.push({ label, predictor, lead: examples.subarray(-LEAD_BYTES), snapshot: predictor.snapshot() });
  }
  const trained = cpuSeconds(start);
  const memory = classes.reduce((sum, { snapshot }) => sum + snapshot.length, 0);
  const measures = { frozen: bitsFrozen, learning: bitsLearning };
  for (const [name, bits] of Object.entries(measures)) {
    if (name === 'frozen') for (const { predictor } of classes) predictor.freeze();
    else for (const { predictor, snapshot } of classes) predictor.unfreeze().restore(snapshot);
    const then = process.cpuUsage();
    const labels = test.map(({ text }) => cheapest(classes, (one) => bits(one, folded(text))));
    const perText = cpuSeconds(then) / test.length;
    row({ file, test, model: `${model}, ${name}`, labels, trained, perText, reference, memory });
  }
}

function bitsFrozen({ predictor, lead }, text) {
  return predictor.given(lead).bits(text);
}

function bitsLearning({ predictor, snapshot }, text) {
  const bits = predictor.bits(text);
  predictor.restore(snapshot);
  return bits;
}

function cheapest(classes, bitsOf) {
  let best = { bits: Number.POSITIVE_INFINITY, label: '' };
  for (const one of classes) {
    const bits = bitsOf(one);
    if (bits < best.bits) best = { bits, label: one.label };
  }
  return best.label;
}

/** As Classifier folds case. */
function folded(text) {
  return text.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte));
}

function row({ file, test, model, labels, trained, perText, reference, memory }) {
  const cells = [
    file,
    test.length,
    model,
    accuracy(labels, test).toFixed(4).slice(1),
    macroF1(labels, test).toFixed(4).slice(1),
    trained.toFixed(1),
    (1000 * perText).toFixed(2),
    (perText / reference).toFixed(1),
    (memory / 1e6).toFixed(1),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
