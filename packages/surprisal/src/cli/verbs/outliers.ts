import { UsageError } from '../failure.js';
import { countOf, MODEL, NUMBER, TALK } from '../options.js';
import { settingsOf } from '../settings.js';
import { verb } from '../verb.js';
import type { Unit } from '../work/things.js';

export const outliers = verb({
  name: 'outliers',
  summary: 'tell which lines are dearest given the rest',
  operands: '[FILE...]',
  details: [
    `Prints the lines that cost most beyond what is usual, given all others: their score (bits beyond the usual, for the
length of the line; less for what comes soon after another), where they are, and what they say. --records takes the files apart in records, --files compares whole
files. The lines of all FILEs are one whole.`,
    `--given FILE learns FILE, and then prints the lines that are out of its usual as they come, as of tail -f; what has come is
learned too. --rate is how many lines like those given may be told of by chance.`,
    '--duplicates tells what is there more than once, --similarity below 1 also nearly; --drift how the cost of a byte changes.',
  ],
  options: {
    given: { value: 'FILE', completes: 'paths', text: 'learn FILE, and tell of the others as they come' },
    rate: { value: 'SHARE', text: 'share of lines that may be told of by chance, with --given; default: 0.001' },
    all: { text: 'tell of every line, with --given' },
    number: NUMBER,
    records: { value: 'SIZE', text: 'records of so many bytes in place of lines' },
    files: { text: 'whole files in place of lines' },
    duplicates: { text: 'tell what is there more than once' },
    similarity: { value: 'SHARE', text: 'what is called a duplicate, above 0 to 1; default: 1, the same' },
    drift: { text: 'tell bits per byte of one part after another' },
    ...MODEL,
    ...TALK,
  },
  examples: [
    ['surprisal outliers app.log', 'the ten lines that stand out'],
    ['tail -f app.log | surprisal outliers --given yesterday.log', 'lines unlike those of yesterday, as they come'],
    ['surprisal outliers --duplicates --similarity 0.8 app.log', 'what is said again and again'],
    ['surprisal outliers --drift -n 40 app.log', 'when there was news'],
    ['surprisal outliers --files *.json', 'the files unlike the others'],
  ],
  run: async (values, files) => {
    const { given, rate, all, number = '10', records, files: whole, duplicates, similarity, drift, ...rest } = values;
    const ways = { '--given': given, '--duplicates': duplicates, '--drift': drift };
    const chosen = Object.entries(ways).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    if (chosen.length > 1) throw new UsageError(`choose ${chosen.join(' or ')}, not both`);
    if (records !== undefined && whole) throw new UsageError('choose --records or --files, not both');
    if (given === undefined && (rate ?? all) !== undefined) throw new UsageError('--rate and --all go with --given');
    if (given !== undefined && (records !== undefined || whole)) throw new UsageError('--given takes lines');
    if (!duplicates && similarity !== undefined) throw new UsageError('--similarity goes with --duplicates');
    const settings = settingsOf(rest, files);
    const unit: Unit = whole ? 'files' : records === undefined ? 'lines' : countOf(records, '--records');
    const count = countOf(number, '-n');
    if (given !== undefined) {
      const how = { given, rate: shareOf(rate ?? '0.001', '--rate'), all: all === true };
      return (await import('../work/watch.js')).watchLines(settings, how);
    }
    if (duplicates) {
      const least = shareOf(similarity ?? '1', '--similarity');
      return (await import('../work/duplicates.js')).tellDuplicates(settings, unit, count, least);
    }
    if (drift) return (await import('../work/drift.js')).tellDrift(settings, unit, count);
    return (await import('../work/outliers.js')).rankThings(settings, unit, count);
  },
});

function shareOf(text: string, option: string): number {
  const share = Number(text);
  if (text.trim() !== '' && share > 0 && share <= 1) return share;
  throw new UsageError(`${option} takes a number above 0, at most 1, not '${text}'`);
}
