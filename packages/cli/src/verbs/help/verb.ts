import { EXIT_OK, UsageError } from '../../base/failure.js';
import { parse } from '../../command/parse.js';
import { closest } from '../../command/suggest.js';
import { type Verb, verb } from '../../command/verb.js';

/** @param names of the other verbs. */
export const helpOn = (names: readonly string[]): Verb =>
  verb({
    name: 'help',
    summary: 'show the help of a verb, or the general help',
    operands: '[VERB]',
    choices: names,
    options: {},
    examples: [
      ['surprisal help', 'list the verbs, and the options without a verb'],
      ['surprisal help range', 'the same as surprisal range --help'],
    ],
    run: async (_, [name, ...rest], { bare, verbs }) => {
      if (rest.length > 0) throw new UsageError('help takes one VERB');
      const found = name === undefined ? bare : verbs.find((one) => one.name === name);
      if (found === undefined) {
        const meant = closest(name ?? '', [...names, 'help']);
        throw new UsageError(
          `there is no verb '${name}'${meant === undefined ? '' : `; did you mean ${meant}?`} (see surprisal --help)`,
        );
      }
      parse(found, ['--help']);
      return EXIT_OK;
    },
  });
