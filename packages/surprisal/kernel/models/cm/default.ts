import { hash2 } from '../../math/hash';
import { sizeBits } from '../../memory';
import { Apm } from '../../mixing/apm';
import { ContextList } from '../../mixing/context-list';
import { HashedContexts } from '../../mixing/hashed-contexts';
import { History } from '../../mixing/history';
import { squash } from '../../mixing/logistic';
import { MatchModel } from '../../mixing/match-model';
import { Mixer } from '../../mixing/mixer';
import { RATE_DECAY } from '../../mixing/rows';
import { RunMaps } from '../../mixing/run-maps';
import { Tables } from '../../mixing/tables';
import { defaultView } from '../../views/index';
import { CERTAINTIES, CERTAINTY_MATCH, DefaultView } from '../../views/view';
import { ContextMixing } from './context-mixing';

/** Contexts with run maps, the first ones. */
const RUNS: u32 = 4;

/**
 * cm: the context mixer people get unless they ask for another.
 *
 *   contexts  16, or 20 for text of word codes, those of the view of the content's kind (views/, mixing/hashed-contexts.ts);
 *             the first four also with run maps (mixing/run-maps.ts)
 *   match     the longest repetition of at least 6 bytes (mixing/match-model.ts)
 *   view      inputs of its own: patterns of pixels, distributions of linear prediction
 *   mixer     four sets, selected by the view: mostly by the bits of this byte; how many contexts are known, or how long the
 *             match is; the last byte; and where in a line, a record, an instruction or a picture the next byte is. Then one
 *             over their outputs
 *   maps      two, selected by the view. p = 1/4 mixed + 1/4 + 1/2
 *
 * What each part pays is in docs/decisions.
 */
export class Cm extends ContextMixing {
  private readonly view: DefaultView;
  private readonly contexts: HashedContexts;
  private readonly runs: RunMaps;
  private readonly list: ContextList;
  private readonly mixer: Mixer;
  private readonly apm0: Apm;
  private readonly apm1: Apm;

  /** @param size bytes of content expected: sizes the tables. @param kind, stride as in views/kinds.ts. */
  constructor(size: u32, kind: u32, stride: u32) {
    const bits = sizeBits(size, 10, 22);
    const tables = new Tables();
    const history = new History(bits);
    super(tables, history, new MatchModel(history, 6, min(bits, 20), tables));
    const view = defaultView(history, kind, stride, size, tables);
    const list = new ContextList();
    view.list(list);
    const count = list.count;
    const runs = new RunMaps(list, RUNS, min(bits + 1, 20), tables);
    const contexts = new HashedContexts(list, min(bits + 1, view.lineBitsMax), 1023, tables);
    const codePositions = view.codePositions;
    const mixer = new Mixer(
      count * HashedContexts.INPUTS + RUNS * RunMaps.INPUTS + MatchModel.INPUTS + view.inputs,
      [256 * codePositions, CERTAINTIES * 8 * codePositions, 256 * 8, 128 * 8 * codePositions],
      256 * codePositions,
      view.rateStart,
      view.rate,
      RATE_DECAY,
      0, // 0.001 costs 0.3 %
    );
    this.view = view;
    this.contexts = contexts;
    this.runs = runs;
    this.list = list;
    this.mixer = mixer;
    this.apm0 = new Apm(10, 1023, tables.rates);
    this.apm1 = new Apm(min(bits, 13), 1023, tables.rates);
    contexts.inputs = mixer.claim(count, HashedContexts.INPUTS, 0.06);
    runs.inputs = mixer.claim(RUNS, RunMaps.INPUTS, 0.05);
    this.match.inputs = mixer.claim(1, MatchModel.INPUTS, 0.15);
    view.claim(mixer);
    list.clear();
    contexts.select(1, true);
  }

  protected mix(): f32 {
    const view = this.view;
    const m = this.mixer;
    view.predict(this.partial, this.bits);
    view.selectMaps(this.apm0, this.apm1, this.partial);
    this.contexts.predict(this.node);
    this.runs.predict(this.partial, this.bits);
    this.match.predict(this.partial, this.bits);
    view.selectRows(m, this.partial, this.bits, this.certainty());
    const x = m.predict();
    const p0 = this.apm0.refine(x);
    const p1 = this.apm1.refine(x);
    return (squash(x) + p0 + 2 * p1) * 0.25;
  }

  private certainty(): u32 {
    return this.match.strength === 0 ? this.contexts.known : CERTAINTY_MATCH + this.match.band;
  }

  protected adapt(bit: u32): void {
    this.mixer.learn(bit);
    this.contexts.learn(this.node, bit);
    this.runs.learn(bit);
    this.match.learn(bit);
    this.view.learn(bit);
    this.apm0.learn(bit);
    this.apm1.learn(bit);
  }

  protected perceiveBit(bit: u32): void {}

  protected perceiveNibble(): void {
    this.contexts.select(this.partial, this.learning);
  }

  protected perceiveByte(byte: u32): void {
    const h = this.history;
    if (this.learning) this.runs.learnByte(byte);
    this.view.perceive(byte, this.learning);
    this.list.start();
    this.view.list(this.list);
    this.runs.select(this.learning);
    this.match.perceiveByte(hash2(h.c4, h.c8 & 0xffff), this.learning);
  }
}
