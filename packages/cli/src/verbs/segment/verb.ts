import { REPORTING } from '../../command/options.js';
import { settingsOf } from '../../command/settings.js';
import { parseNumber } from '../../command/values.js';
import { verb } from '../../command/verb.js';

export const segment = verb({
  name: 'segment',
  summary: 'find where the statistics of files change',
  operands: '[FILE...]',
  details: [
    `Splits each FILE into the segments that are cheapest to encode independently, and prints where each starts and ends, its
bits per byte, and its first characters. A homogeneous file stays a single segment.`,
  ],
  options: {
    places: { value: 'N', text: 'number of candidate boundaries, which are then refined; default: 128' },
    ...REPORTING,
  },
  examples: [
    ['surprisal segment mailbox', 'find the parts of a file'],
    ['surprisal segment --places 1000 firmware.bin', 'find short parts as well'],
    ['surprisal segment --json app.log', 'print machine-readable output'],
  ],
  run: async (values, files) => {
    const { places = '128', ...rest } = values;
    const settings = settingsOf(rest, files);
    return (await import('./run.js')).segmentFiles(settings, parseNumber(places, '--places'));
  },
});
