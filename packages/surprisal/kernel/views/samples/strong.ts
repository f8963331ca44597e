import { Apm } from '../../mixing/apm';
import { ContextList } from '../../mixing/context-list';
import { Matches } from '../../mixing/matches';
import { Mixer } from '../../mixing/mixer';
import { selectByBytes } from '../bytes/strong';
import { Parsers } from '../parsers';
import { StrongView, selectByteMaps } from '../view';
import { SamplePrediction } from './prediction';

/** Rows of the sets that `selectRows` selects. */
const ROWS: StaticArray<u32> = [1024, 2048, 2048, 2048, 2048, 2048];

/** Pixels and audio for `cm-strong`: 32 contexts, and the distributions of linear prediction as inputs. */
export class StrongSamples extends StrongView {
  private readonly samples: SamplePrediction;

  /** @param kind one that `isSamples` (kinds.ts). @param forms ways to extend the neighbours of a pixel (residuals.ts). */
  constructor(
    private readonly parsers: Parsers,
    private readonly matches: Matches,
    kind: u32,
    stride: u32,
    forms: u32,
  ) {
    super();
    const samples = new SamplePrediction(parsers.history, kind, stride, forms);
    this.samples = samples;
    this.inputs = samples.count;
    this.ppmContentMax = 9 << 16; // 36 MiB: it helps little
    this.tuning.rateStart = 0.005;
    this.tuning.rate = 0.001;
  }

  get rows(): StaticArray<u32> {
    return ROWS;
  }

  claim(mixer: Mixer): void {
    this.samples.claim(mixer);
  }

  predict(partial: u32, bits: u32): void {
    this.samples.predict(partial, bits);
  }

  perceive(byte: u32, learning: bool): void {
    this.parsers.text.perceive(byte);
    this.parsers.records.perceive();
    this.samples.perceive(byte, learning);
  }

  /** What linear prediction expects, the last bytes, and those above. */
  list(l: ContextList): void {
    const r = this.parsers.records;
    const s = this.samples;
    const c4 = this.parsers.history.c4;
    const c1 = c4 & 0xff;
    const c2 = c4 & 0xffff;
    this.matches.list(l, this.parsers.text.word);
    const first = l.count;
    s.list(l);
    // What is expected, and how surely: all but three of them are shared with the network.
    for (let i: u32 = 0; i < 9; i++) l.share(i, first + i);
    for (let i: u32 = 0; i < 3; i++) l.share(9 + i, first + 10 + i);
    l.add(c1);
    l.add(c2);
    l.add(c4 & 0xff0000);
    l.add(c4 & 0xffff00);
    l.add(c4 & 0xff00ff);
    l.add(r.above);
    l.add2(r.above, c1);
    l.add2(r.above, c2);
    l.add3(r.above, r.aboveLeft, c1);
    l.add3(r.above, c4 & 0xffffff, 1);
    l.add2(r.above + c1 - r.aboveLeft, 2);
    l.add3(s.expected, c2, 3);
    l.add3(s.expected >>> 1, (c4 >>> 16) & 0xff, 4);
  }

  selectMaps(a: StaticArray<Apm>, partial: u32): void {
    const s = this.samples;
    selectByteMaps(a, this.parsers.history.c4, partial);
    unchecked(a[4]).select(((s.expected << 8) | partial) ^ (s.second << 15));
    unchecked(a[5]).select(((s.expectedNear << 8) | partial) ^ (s.second << 15));
  }

  selectRows(m: Mixer, partial: u32, bits: u32, likeliest: u32): void {
    const s = this.samples;
    m.select(3, (this.parsers.text.outline & 0x7f) * 8 + bits);
    m.select(4, (s.second * 16 + s.level) * 8 + bits);
    m.select(5, s.expected * 8 + bits);
    selectByBytes(m, this.parsers.history, bits, likeliest);
  }
}
