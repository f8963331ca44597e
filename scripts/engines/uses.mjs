import { INPUTS } from '../../vectors/inputs.mjs';

const DIST = '../../packages/surprisal/dist';

/**
 * What every use but compression gives, as JSON: bits, borders, ranks, probabilities must be the same to the last digit.
 *
 * @param {(bytes: Uint8Array) => Promise<string>} hash of what is too long to print
 * @returns {Promise<Record<string, string>>}
 */
export async function usesOf(hash) {
  const results = {
    ...(await informationOf()),
    ...(await anomaliesOf()),
    ...(await classificationOf(hash)),
    ...(await explanationsOf(hash)),
    ...(await comparisonsOf()),
  };
  return Object.fromEntries(Object.entries(results).map(([name, value]) => [name, JSON.stringify(value)]));
}

async function informationOf() {
  const of = await import(`${DIST}/uses/information/index.js`);
  const [p, q] = [INPUTS.prose, INPUTS.log].map((content) => smoothed(of.frequencies(content)));
  const joint = matrix(12, 9);
  const sum = joint.flat().reduce((a, b) => a + b, 0);
  const together = joint.map((row) => row.map((x) => x / sum));
  const channel = joint.map((row) => row.map((x) => x / row.reduce((a, b) => a + b, 0)));
  const source = Array.from({ length: 12 }, () => 1 / 12);
  const halves = [INPUTS.prose.subarray(0, 1500), INPUTS.log.subarray(0, 1500)];
  return {
    distributions: [
      of.entropy(p),
      of.crossEntropy(p, q),
      of.klDivergence(p, q),
      of.jensenShannonDivergence(p, q, 0.3),
      of.perplexity(p),
      of.mutualInformation(together),
      of.conditionalEntropy(together),
      of.jointEntropy(together),
      ...Array.from({ length: 99 }, (_, i) => of.binaryEntropy((i + 1) / 100)),
    ],
    sequences: [0, 1, 2, 3].map((order) => of.sequenceEntropy(INPUTS.prose, order)),
    costs: halves.map((half) => [of.huffmanCost(half), of.arithmeticCost(half)]),
    units: Array.from({ length: 99 }, (_, i) => [of.perplexityOfBits(i / 7), of.bitsOfPerplexity(1 + i / 7)]),
    capacity: of.channelCapacity(channel),
    rateDistortion: [
      of.rateDistortionAtSlope(source, matrix(12, 9), 0.02),
      of.rateAtDistortion(source, matrix(12, 9), 11),
    ],
    bottleneck: of.informationBottleneck(together, 7, { clusters: 4, starts: 3 }),
  };
}

/** How often each byte comes, each once more than it does, as shares. */
function smoothed({ symbols, counts }) {
  const all = new Float64Array(256).fill(1);
  for (const [i, symbol] of symbols.entries()) all[symbol] += counts[i];
  const total = all.reduce((a, b) => a + b, 0);
  return all.map((count) => count / total);
}

/** Positive numbers without a pattern. */
const matrix = (rows, columns) =>
  Array.from({ length: rows }, (_, x) =>
    Array.from({ length: columns }, (_, y) => 1 + ((x * 31 + y * 17 + x * y) % 41)),
  );

async function anomaliesOf() {
  const { segment } = await import(`${DIST}/uses/segment/index.js`);
  const { drift, duplicates, outliers, Watch } = await import(`${DIST}/uses/outliers/index.js`);
  const { log, prose, json, random } = INPUTS;
  const mixed = Uint8Array.from([log, prose, json, random.subarray(0, 2000)].flatMap((part) => [...part]));
  const lines = linesOf(log);
  const watch = await Watch.create(lines.slice(0, -20), { rate: 1e-5 });
  const rest = [...lines.slice(-20), ...linesOf(prose).slice(0, 5)];
  return {
    segment: [await segment(mixed), await segment(mixed, { places: 40 })],
    outliers: await outliers([...lines.slice(0, 60), ...linesOf(json).slice(0, 20)]),
    drift: await drift(lines, { parts: 7 }),
    duplicates: await duplicates([...lines, ...lines.slice(0, 9).map((line) => line.subarray(2))], { similarity: 0.6 }),
    watch: [watch.threshold, ...rest.map((line) => watch.judge(line))],
  };
}

async function classificationOf(hash) {
  const { Classifier } = await import(`${DIST}/uses/classify/index.js`);
  const examples = [INPUTS.prose, INPUTS.log, INPUTS.json].flatMap((content, i) =>
    linesOf(content).map((text) => ({ text, label: `class ${i}` })),
  );
  const classifier = await new Classifier({ order: 4 }).train(examples);
  return {
    classifier: await hash(classifier.save()),
    classify: examples.slice(0, 200).map(({ text }) => classifier.classify(text.subarray(0, 30))),
  };
}

async function explanationsOf(hash) {
  const { explain, page, passages } = await import(`${DIST}/uses/explain/index.js`);
  const { descriptions } = await import(`${DIST}/uses/mdl.js`);
  const { Predictor } = await import(`${DIST}/predictor/predictor.js`);
  const text = INPUTS.prose.subarray(0, 2000);
  const explanation = await explain(text, { model: 'cm-fast', top: 3 });
  const predictor = (await Predictor.create('ppm', { size: 4096 })).given(text);
  const found = await descriptions(text.subarray(0, 300), { cells: [0, 1] });
  return {
    explain: [explanation.total, passages(text, explanation.bits, 5)],
    page: await hash(new TextEncoder().encode(page(explanation))),
    mdl: found.map(({ weights, ...rest }) => ({ ...rest, weights: [...weights] })),
    next: [...predictor.next()],
    sample: [...predictor.sample(200, { temperature: 0.7, topK: 20 })],
  };
}

async function comparisonsOf() {
  const { cluster, distanceMatrix, MEASURES, Neighbours, neighbourJoining } = await import(
    `${DIST}/uses/similarity/index.js`
  );
  const items = [INPUTS.prose, INPUTS.log, INPUTS.json, INPUTS.random].map((content) => content.subarray(0, 1500));
  const matrices = {};
  for (const measure of MEASURES) matrices[measure] = [...(await distanceMatrix(items, 'order-2', { measure })).values];
  const ncd = await distanceMatrix(items, 'ppm');
  return {
    matrices,
    tree: [cluster(ncd, 'ward'), neighbourJoining(ncd, ['prose', 'log', 'json', 'random'])],
    neighbours: await new Neighbours(items, 'deflate').find(INPUTS.prose.subarray(500, 1500), 3),
  };
}

function linesOf(content) {
  const lines = new TextDecoder('latin1').decode(content).split('\n');
  return lines.filter((line) => line !== '').map((line) => Uint8Array.from(line, (c) => c.charCodeAt(0)));
}
