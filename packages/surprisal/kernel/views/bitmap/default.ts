import { Apm } from '../../mixing/apm';
import { History } from '../../mixing/history';
import { Mixer } from '../../mixing/mixer';
import { Tables } from '../../mixing/tables';
import { DefaultBytes } from '../bytes/default';
import { Patterns } from './patterns';

/** Patterns of pixels, of the most useful ones. */
const PATTERNS: u32 = 16;

/** Pictures of one bit a pixel for `cm`: the contexts of bytes, and 16 patterns of pixels. */
export class DefaultBitmap extends DefaultBytes {
  private readonly patterns: Patterns;

  /** @param stride bytes in a row. @param size bytes of content expected. */
  constructor(history: History, stride: u32, size: u32, tables: Tables) {
    super(history, stride);
    this.patterns = new Patterns(history, stride, size, PATTERNS, tables);
    this.inputs = PATTERNS * Patterns.INPUTS_EACH;
    this.lineBitsMax = 21;
    this.rateStart = 0.005;
    this.rate = 0.002;
  }

  claim(mixer: Mixer): void {
    this.patterns.claim(mixer);
  }

  predict(partial: u32, bits: u32): void {
    this.patterns.perceive(partial, bits);
    this.patterns.predict();
  }

  selectMaps(a: Apm, b: Apm, partial: u32): void {
    a.select(this.patterns.near);
    b.select(this.patterns.template);
  }

  selectRows(m: Mixer, partial: u32, bits: u32, certainty: u32): void {
    const p = this.patterns;
    m.select(0, p.edges);
    m.select(1, certainty * 8 + bits);
    m.select(2, p.tall);
    m.select(3, p.around);
    m.selectFinal(p.near);
  }

  learn(bit: u32): void {
    this.patterns.learn(bit);
  }
}
