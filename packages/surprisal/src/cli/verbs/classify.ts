import { UsageError } from '../failure.js';
import { countOf, SIMILARITY, TALK } from '../options.js';
import { settingsOf } from '../settings.js';
import { verb } from '../verb.js';

export const classify = verb({
  name: 'classify',
  summary: 'tell what texts are, by the examples that make them cheapest to describe',
  operands: '[FILE...]',
  details: [
    `Examples are a folder with a folder for each label; a table in CSV or TSV, with columns label and text by name, or the
first two; or JSONL with label and text. --train learns them, --save keeps what was learned, --load takes it up again (and
learns on, with --train). --eval compares with the labels of other examples. Each FILE is a text; with --lines each line of
it is one.`,
    `--neighbours K asks the K nearest examples instead, by normalized compression distance, as gzip kNN does (with K = 1): slower, and in
most cases worse.`,
  ],
  options: {
    train: { value: 'EXAMPLES', completes: 'paths', text: 'learn these' },
    eval: { value: 'EXAMPLES', completes: 'paths', text: 'tell how often it is right about these' },
    save: { value: 'OUT', completes: 'paths', text: 'write what was learned to OUT' },
    load: { value: 'CLASSIFIER', completes: 'paths', text: 'begin with what was saved' },
    lines: { text: 'each line is a text' },
    neighbours: { value: 'K', text: 'take the label that most of the K nearest examples have' },
    model: {
      ...SIMILARITY.model,
      text: 'for --neighbours: a model by name, or deflate, lzw, lz77, …; default: deflate',
    },
    jobs: {
      ...SIMILARITY.jobs,
      text: 'for --neighbours and --eval: workers; default: as many as there are cores and memory',
    },
    order: { value: 'N', text: 'bytes of context, 1 to 8; default: 5' },
    force: { short: 'f', text: 'overwrite what exists' },
    ...TALK,
  },
  examples: [
    ['surprisal classify --train spam.tsv --eval more.tsv', 'accuracy on other examples'],
    ['surprisal classify --train spam.tsv --save spam.cls', 'keep what was learned'],
    ['surprisal classify --load spam.cls mail.txt', 'what one text is'],
    ['surprisal classify --train spam.tsv --eval more.tsv --neighbours 1', 'by the nearest example'],
    ['tail -f log | surprisal classify --load log.cls --lines', 'each line, as it comes'],
  ],
  run: async (values, files) => {
    const { train, eval: evaluate, save, load, lines, order, neighbours, model, ...rest } = values;
    if (train === undefined && load === undefined)
      throw new UsageError('classify takes --train EXAMPLES or --load CLASSIFIER');
    if (order !== undefined && !/^[1-8]$/.test(order)) throw new UsageError(`--order takes 1 to 8, not '${order}'`);
    if (order !== undefined && load !== undefined) throw new UsageError('the order is that of the loaded classifier');
    if (neighbours === undefined && (model ?? rest.jobs) !== undefined) {
      throw new UsageError('--model and -j are for --neighbours');
    }
    const texts = files.length > 0 || (evaluate ?? save) === undefined;
    const settings = settingsOf(rest, texts ? files : [train ?? (load as string)]);
    if (neighbours !== undefined) {
      if (train === undefined) throw new UsageError('--neighbours takes --train EXAMPLES');
      if ((save ?? load ?? order) !== undefined)
        throw new UsageError('--neighbours learns nothing: no --save, --load, --order');
      const count = countOf(neighbours, '--neighbours');
      const how = { train, evaluate, lines: lines === true, model: model ?? 'deflate', count };
      return (await import('../work/nearest-label.js')).classifyByNeighbours(settings, how, texts);
    }
    const how = { train, evaluate, save, load, lines: lines === true, order: order === undefined ? 5 : Number(order) };
    return (await import('../work/classify.js')).classifyFiles(settings, how, texts);
  },
});
