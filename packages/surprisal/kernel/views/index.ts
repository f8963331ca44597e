import { History } from '../mixing/history';
import { Matches } from '../mixing/matches';
import { Tables } from '../mixing/tables';
import { DefaultBitmap } from './bitmap/default';
import { StrongBitmap } from './bitmap/strong';
import { DefaultBytes } from './bytes/default';
import { FastBytes } from './bytes/fast';
import { StrongBytes, StrongRecords } from './bytes/strong';
import { isSamples, KIND_BITMAP, KIND_RECORDS, KIND_RGB24, KIND_TEXT, KIND_WORDS, KIND_X86 } from './kinds';
import { Parsers } from './parsers';
import { DefaultSamples } from './samples/default';
import { StrongSamples } from './samples/strong';
import { DefaultText, DefaultWords } from './text/default';
import { FastText } from './text/fast';
import { MaxText } from './text/max';
import { StrongText } from './text/strong';
import { DefaultView, FastView, StrongView } from './view';
import { DefaultX86 } from './x86/default';
import { FastX86 } from './x86/fast';
import { StrongX86 } from './x86/strong';

/** Ways to extend the neighbours of a pixel (samples/residuals.ts), each counts four times in colours: there in `cm-strong`, and else. */
const FORMS_RGB: u32 = 5;
const FORMS: u32 = 16;

/** The view of each kind, for `cm-fast`. */
export function fastView(history: History, kind: u32, stride: u32): FastView {
  if (kind === KIND_TEXT) return new FastText(history, 0);
  if (kind === KIND_WORDS) return new FastText(history, stride);
  if (kind === KIND_X86) return new FastX86(history);
  return new FastBytes(history);
}

/** The view of each kind, for `cm`. @param size bytes of content expected. */
export function defaultView(history: History, kind: u32, stride: u32, size: u32, tables: Tables): DefaultView {
  if (kind === KIND_TEXT) return new DefaultText(history);
  if (kind === KIND_WORDS) return new DefaultWords(history, stride);
  if (kind === KIND_X86) return new DefaultX86(history);
  if (kind === KIND_BITMAP) return new DefaultBitmap(history, stride, size, tables);
  if (isSamples(kind)) return new DefaultSamples(history, kind, stride);
  return new DefaultBytes(history, stride);
}

/** The view of each kind, for `cm-strong` and `cm-max`, which differ in text and colours. @param size bytes of content expected. */
export function strongView(
  history: History,
  kind: u32,
  stride: u32,
  size: u32,
  isMax: bool,
  matches: Matches,
  tables: Tables,
): StrongView {
  const parsers = new Parsers(history, kind === KIND_TEXT ? size : 0, stride);
  if (kind === KIND_TEXT) return isMax ? new MaxText(parsers, matches) : new StrongText(parsers, matches);
  if (kind === KIND_X86) return new StrongX86(parsers, matches);
  if (kind === KIND_BITMAP) return new StrongBitmap(parsers, matches, stride, size, tables);
  if (isSamples(kind)) {
    return new StrongSamples(parsers, matches, kind, stride, kind === KIND_RGB24 && !isMax ? FORMS_RGB : FORMS);
  }
  return kind === KIND_RECORDS ? new StrongRecords(parsers, matches) : new StrongBytes(parsers, matches);
}
