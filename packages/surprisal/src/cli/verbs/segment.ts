import { countOf, TALK } from '../options.js';
import { settingsOf } from '../settings.js';
import { verb } from '../verb.js';

export const segment = verb({
  name: 'segment',
  summary: 'tell where the statistics of files change',
  operands: '[FILE...]',
  details: [
    `Cuts each FILE into the segments that are cheapest to describe, each from nothing, and prints where they begin and end,
what they cost in bits per byte, and how they begin. A file that is of one kind throughout stays one segment.`,
  ],
  options: {
    places: { value: 'N', text: 'places where a border may be, before it is moved; default: 128' },
    ...TALK,
  },
  examples: [
    ['surprisal segment mailbox', 'which parts it has'],
    ['surprisal segment --places 1000 firmware.bin', 'short parts, too'],
    ['surprisal segment --json app.log', 'for a program'],
  ],
  run: async (values, files) => {
    const { places = '128', ...rest } = values;
    const settings = settingsOf(rest, files);
    return (await import('../work/segment.js')).segmentFiles(settings, countOf(places, '--places', 4096));
  },
});
