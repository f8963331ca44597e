import { UsageError } from '../../base/failure.js';
import { MODEL, REPORTING, RESULT_COUNT } from '../../command/options.js';
import { settingsOf } from '../../command/settings.js';
import { parseCount, parseNumber } from '../../command/values.js';
import { verb } from '../../command/verb.js';
import type { Unit } from './items.js';

export const outliers = verb({
  name: 'outliers',
  summary: 'rank lines by how surprising they are given the rest',
  operands: '[FILE...]',
  details: [
    `Prints the lines that cost more than usual given all other lines: a score (the excess bits, adjusted for the length of the
line, and lower shortly after another outlier), the line number and the text. --records compares fixed-size records,
--files whole files. The lines of all FILEs are ranked together.`,
    `--given FILE learns FILE, then prints unusual lines of the input as they arrive, for example from tail -f, and learns from
them as well. --rate sets the share of normal lines that may be reported by chance.`,
    '--duplicates finds repeated lines, and similar ones with --similarity below 1. --drift shows how the cost per byte changes.',
  ],
  options: {
    given: { value: 'FILE', completes: 'paths', text: 'learn FILE, then report unusual lines as they arrive' },
    rate: {
      value: 'SHARE',
      text: 'with --given: share of normal lines that may be reported by chance; default: 0.001',
    },
    all: { text: 'with --given: print every line with its score' },
    number: RESULT_COUNT,
    records: { value: 'SIZE', text: 'compare records of SIZE bytes instead of lines' },
    files: { text: 'compare whole files instead of lines' },
    duplicates: { text: 'find duplicates instead' },
    similarity: {
      value: 'SHARE',
      text: 'minimum similarity of duplicates, above 0 and up to 1; default: 1 (identical)',
    },
    drift: { text: 'print the bits per byte of consecutive parts' },
    ...MODEL,
    ...REPORTING,
  },
  examples: [
    ['surprisal outliers app.log', 'print the ten most unusual lines'],
    [
      'tail -f app.log | surprisal outliers --given yesterday.log',
      'print lines unlike those of yesterday as they arrive',
    ],
    ['surprisal outliers --duplicates --similarity 0.8 app.log', 'find messages that repeat'],
    ['surprisal outliers --drift -n 40 app.log', 'see when the log changed'],
    ['surprisal outliers --files *.json', 'rank files'],
  ],
  run: async (values, files) => {
    const { given, rate, all, number = '10', records, files: whole, duplicates, similarity, drift, ...rest } = values;
    const ways = { '--given': given, '--duplicates': duplicates, '--drift': drift };
    const chosen = Object.entries(ways).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    if (chosen.length > 1) throw new UsageError(`${chosen.join(' and ')} cannot be combined`);
    if (records !== undefined && whole) throw new UsageError('--records and --files cannot be combined');
    if (given === undefined && (rate ?? all) !== undefined) throw new UsageError('--rate and --all need --given');
    if (given !== undefined && (records !== undefined || whole))
      throw new UsageError('--given works on lines, and cannot be combined with --records or --files');
    if (!duplicates && similarity !== undefined) throw new UsageError('--similarity needs --duplicates');
    const settings = settingsOf(rest, files);
    const unit: Unit = whole ? 'files' : records === undefined ? 'lines' : parseCount(records, '--records');
    const count = parseCount(number, '-n');
    if (given !== undefined) {
      const options = { given, rate: parseNumber(rate ?? '0.001', '--rate'), all: all === true };
      return (await import('./watch.js')).watchLines(settings, options);
    }
    if (duplicates) {
      const least = parseNumber(similarity ?? '1', '--similarity');
      return (await import('./duplicates.js')).printDuplicates(settings, unit, count, least);
    }
    if (drift) return (await import('./drift.js')).printDrift(settings, unit, count);
    return (await import('./run.js')).printOutliers(settings, unit, count);
  },
});
