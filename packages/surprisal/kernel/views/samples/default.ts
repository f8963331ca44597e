import { Apm } from '../../mixing/apm';
import { ContextList } from '../../mixing/context-list';
import { History } from '../../mixing/history';
import { Mixer } from '../../mixing/mixer';
import { DefaultView } from '../view';
import { SamplePrediction } from './prediction';

/** Pixels and audio for `cm`: 16 contexts of what linear prediction expects, and its distributions as inputs. */
export class DefaultSamples extends DefaultView {
  private readonly samples: SamplePrediction;

  /** @param kind one that `isSamples` (kinds.ts). */
  constructor(history: History, kind: u32, stride: u32) {
    super();
    const samples = new SamplePrediction(history, kind, stride, 0);
    this.samples = samples;
    this.inputs = samples.count;
  }

  claim(mixer: Mixer): void {
    this.samples.claim(mixer);
  }

  predict(partial: u32, bits: u32): void {
    this.samples.predict(partial, bits);
  }

  perceive(byte: u32, learning: bool): void {
    this.samples.perceive(byte, learning);
  }

  list(l: ContextList): void {
    this.samples.list(l);
  }

  selectMaps(a: Apm, b: Apm, partial: u32): void {
    const s = this.samples;
    a.select(s.second * 256 + partial);
    b.select(((s.expected >>> 3) << 8) | partial);
  }

  selectRows(m: Mixer, partial: u32, bits: u32, certainty: u32): void {
    const s = this.samples;
    m.select(0, partial);
    m.select(1, certainty * 8 + bits);
    m.select(2, s.expected * 8 + bits);
    m.select(3, (s.second * 16 + s.level) * 8 + bits);
    m.selectFinal(partial);
  }
}
