import { History } from '../mixing/history';
import { Indirect } from './bytes/indirect';
import { Records } from './bytes/records';
import { Text } from './text/text';
import { WordHistory } from './text/word-history';

/**
 * The parsers that the strong views share; a view may add its own. All of it is there for every kind of content, as an archive
 * states how much memory its decoder takes; each view follows what its list needs.
 */
export class Parsers {
  readonly text: Text;
  readonly words: WordHistory;
  readonly records: Records;
  readonly indirect: Indirect;

  /** @param wordContent bytes of content that word history has tables for. @param stride as Records has it. */
  constructor(
    readonly history: History,
    wordContent: u32,
    stride: u32,
  ) {
    const text = new Text(history, 0);
    this.text = text;
    this.words = new WordHistory(history, text, wordContent);
    this.records = new Records(history, stride);
    this.indirect = new Indirect(history);
  }
}
