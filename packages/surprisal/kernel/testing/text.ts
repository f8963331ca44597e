/** What the view of text looks at. */
import { FEATURE_BYTES } from '../neural/features';
import { TextDetail } from '../views/text/detail';
import { StandaloneFeatures } from '../views/text/network-features';
import { Text } from '../views/text/text';
import { WordHistory } from '../views/text/word-history';
import { buffer, Past, State } from './shared';

export function makeText(lead: u32): Text {
  return new Text(Past.bytes, lead);
}

export function perceiveText(text: Text, byte: u32): void {
  text.perceive(byte);
}

export function readText(t: Text): void {
  State.start();
  State.put(t.word);
  State.put(t.word1);
  State.put(t.word2);
  State.put(t.wordLength);
  State.put(t.gap);
  State.put(t.shape);
  State.put(t.outline);
  State.put(t.column);
  State.put(t.indentation);
  State.put(t.first);
  State.put(t.above);
  State.put(t.aboveNext);
  State.put(t.open);
  State.put(t.depth);
  State.put(t.key);
  State.put(t.field);
  State.put(t.codePosition);
}

export function makeWords(text: Text, size: u32): WordHistory {
  return new WordHistory(Past.bytes, text, size);
}

export function perceiveWords(words: WordHistory, byte: u32, learning: bool): void {
  words.perceive(byte, learning);
}

export function readWords(w: WordHistory): void {
  State.start();
  State.put(w.recency);
  State.put(w.letterKinds);
  State.put(w.followers);
  State.put(w.phrase);
  State.put(w.phrase1);
  State.put(w.endCues);
}

export function makeDetail(text: Text): TextDetail {
  return new TextDetail(text);
}

export function perceiveDetail(detail: TextDetail, byte: u32): void {
  detail.perceive(byte);
}

export function readDetail(d: TextDetail): void {
  State.start();
  State.put(d.token);
  State.put(d.token1);
  State.put(d.number);
  State.put(d.number1);
  State.put(d.digits);
  State.put(d.groups);
  State.put(d.sinceCapital);
  State.put(d.sinceDigit);
  State.put(d.sinceMark);
  State.put(d.words);
  State.put(d.line);
  State.put(d.lineAbove);
  State.put(d.width);
}

export function makeFeatures(size: u32): StandaloneFeatures {
  return new StandaloneFeatures(size);
}

/** Writes the features of the next step to `values`, u32. @param learned whether the byte is learned. */
export function perceiveFeatures(features: StandaloneFeatures, byte: u32, learned: bool): void {
  if (learned) features.learn();
  memory.fill(buffer, 0, FEATURE_BYTES);
  features.perceive(byte, buffer);
}
