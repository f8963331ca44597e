import { UsageError } from '../../base/failure.js';
import { REPORTING, SIMILARITY } from '../../command/options.js';
import { settingsOf } from '../../command/settings.js';
import { parseCount, parseNumber } from '../../command/values.js';
import { verb } from '../../command/verb.js';

export const classify = verb({
  name: 'classify',
  summary: 'classify texts by the labelled examples that compress them best',
  operands: '[FILE...]',
  details: [
    `Examples are a folder with a subfolder for each label, or a table in UTF-8: CSV, TSV or JSON lines, by its extension. The
label is the column named label (else class, category, target, sentiment or topic), the text the column named text (else
message, sentence, content, body or document), preceded by title, headline and description if present. --label and --text
choose other columns. A CSV or TSV table without column names has the label first and text in all other columns.`,
    `--train learns the examples, --save saves the classifier, and --load starts from a saved one (and learns more, with
--train). --eval measures accuracy on other examples. Each FILE is one text; with --lines, each line is one.`,
    `--neighbours K votes among the K nearest examples instead, by normalized compression distance, as gzip kNN does (with
K = 1): slower, and usually worse.`,
  ],
  options: {
    train: { value: 'EXAMPLES', completes: 'paths', text: 'learn these examples' },
    eval: { value: 'EXAMPLES', completes: 'paths', text: 'measure accuracy on these examples' },
    save: { value: 'OUT', completes: 'paths', text: 'save the classifier to OUT' },
    load: { value: 'CLASSIFIER', completes: 'paths', text: 'start from a saved classifier' },
    label: { value: 'COLUMN', text: 'the column with the label: a name, or a number from 1' },
    text: { value: 'COLUMNS', text: 'the columns with the text: comma-separated names or numbers' },
    headerless: { text: 'the first row of a table is an example, not column names' },
    ragged: {
      text: 'keep rows with extra cells (joined into the text) and rows with missing cells (read as empty)',
    },
    'plain-quotes': { text: 'treat quotes in TSV as part of the text' },
    lines: { text: 'classify each line' },
    neighbours: { value: 'K', text: 'use the majority label of the K nearest examples' },
    model: {
      ...SIMILARITY.model,
      text: 'with --neighbours: a model, or a classical coder such as deflate, lzw or lz77; default: deflate',
    },
    jobs: {
      ...SIMILARITY.jobs,
      text: 'with --neighbours: number of workers; default: as many as cores and memory allow',
    },
    order: { value: 'N', text: 'bytes of context, 1 to 8; default: 5' },
    force: { short: 'f', text: 'overwrite existing files' },
    ...REPORTING,
  },
  examples: [
    ['surprisal classify --train spam.tsv --eval more.tsv', 'measure accuracy on other examples'],
    ['surprisal classify --train spam.tsv --save spam.cls', 'save the classifier'],
    ['surprisal classify --train spam.csv --label v1 --text v2 --eval more.csv', 'choose the columns'],
    ['surprisal classify --load spam.cls mail.txt', 'classify a text'],
    ['surprisal classify --train spam.tsv --eval more.tsv --neighbours 1', 'classify by the nearest example'],
    ['tail -f log | surprisal classify --load log.cls --lines', 'classify each line as it arrives'],
  ],
  run: async (values, files) => {
    const { train, eval: evaluate, save, load, lines, order, neighbours, model, ...others } = values;
    const { label, text, headerless, ragged, 'plain-quotes': plainQuotes, ...rest } = others;
    if (train === undefined && load === undefined)
      throw new UsageError('classify needs --train EXAMPLES or --load CLASSIFIER');
    if (order !== undefined && load !== undefined)
      throw new UsageError('--order cannot be combined with --load: the classifier has its own');
    if (neighbours === undefined && (model ?? rest.jobs) !== undefined) {
      throw new UsageError('--model and -j need --neighbours');
    }
    if (train === undefined && evaluate === undefined && (label ?? text ?? headerless ?? ragged ?? plainQuotes)) {
      throw new UsageError('--label, --text, --headerless, --ragged and --plain-quotes need --train or --eval');
    }
    const table = {
      label,
      text,
      headerless: headerless === true,
      ragged: ragged === true,
      plainQuotes: plainQuotes === true,
    };
    const texts = files.length > 0 || (evaluate ?? save) === undefined;
    const settings = settingsOf(rest, texts ? files : [train ?? (load as string)]);
    if (neighbours !== undefined) {
      if (train === undefined) throw new UsageError('--neighbours needs --train EXAMPLES');
      if ((save ?? load ?? order) !== undefined)
        throw new UsageError('--neighbours cannot be combined with --save, --load or --order');
      const count = parseCount(neighbours, '--neighbours');
      const options = { train, evaluate, lines: lines === true, model: model ?? 'deflate', count, table };
      return (await import('./nearest-label.js')).classifyByNeighbours(settings, options, texts);
    }
    const n = order === undefined ? 5 : parseNumber(order, '--order');
    const options = { train, evaluate, save, load, lines: lines === true, order: n, table };
    return (await import('./run.js')).classifyFiles(settings, options, texts);
  },
});
