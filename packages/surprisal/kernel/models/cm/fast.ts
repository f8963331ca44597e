import { hash2 } from '../../math/hash';
import { sizeBits } from '../../memory';
import { ContextList } from '../../mixing/context-list';
import { HashedContexts } from '../../mixing/hashed-contexts';
import { History } from '../../mixing/history';
import { MatchModel } from '../../mixing/match-model';
import { SingleMixer } from '../../mixing/single-mixer';
import { Tables } from '../../mixing/tables';
import { fastView } from '../../views/index';
import { CODE_POSITIONS } from '../../views/text/text';
import { FastView } from '../../views/view';
import { ContextMixing } from './context-mixing';

/** What is known of a context, in a mixer's context: 0 … 3 by how many have a history, 4 … 6 by the match. */
const CERTAINTIES: u32 = 7;

/**
 * cm-fast: the smallest context mixer, of lpaq's shape.
 *
 *   contexts  8, those of the view of the content's kind (views/, mixing/hashed-contexts.ts)
 *   match     the longest repetition of at least 6 bytes (mixing/match-model.ts)
 *   mixer     one layer, one set (mixing/single-mixer.ts): by the bits of this byte, how much is known, and the
 *             place among word codes
 *
 * What each part pays is in docs/decisions.
 */
export class CmFast extends ContextMixing {
  private readonly view: FastView;
  private readonly contexts: HashedContexts;
  private readonly list: ContextList;
  private readonly mixer: SingleMixer;

  /** @param size bytes of content expected: sizes the tables, 30 MB at most. @param kind, stride as in views/kinds.ts. */
  constructor(size: u32, kind: u32, stride: u32) {
    const bits = sizeBits(size, 10, 22);
    const tables = new Tables();
    const history = new History(bits);
    super(tables, history, new MatchModel(history, 6, min(bits, 18), tables));
    const view = fastView(history, kind, stride);
    const list = new ContextList();
    view.list(list);
    const count = list.count;
    const contexts = new HashedContexts(list, min(bits - 2, 18), 1023, tables);
    const mixer = new SingleMixer(count + MatchModel.INPUTS, 256 * CODE_POSITIONS * CERTAINTIES, 0.004);
    this.view = view;
    this.contexts = contexts;
    this.list = list;
    this.mixer = mixer;
    contexts.inputs = mixer.claim(count, 1, 0.2);
    this.match.inputs = mixer.claim(1, MatchModel.INPUTS, 0.25);
    list.clear();
    contexts.select(1, true);
  }

  protected mix(): f32 {
    this.contexts.predictPlain(this.node);
    this.match.predict(this.partial, this.bits);
    this.mixer.select(this.partial + 256 * (this.view.codePosition + CODE_POSITIONS * this.certainty()));
    return this.mixer.predict();
  }

  /** 0 … 6: how surely something is known. */
  private certainty(): u32 {
    if (this.match.strength !== 0) return 4 + (this.match.band >>> 1);
    const known = this.contexts.known;
    return (known > 3 ? 1 : 0) + (known > 5 ? 1 : 0) + (known > 6 ? 1 : 0);
  }

  protected adapt(bit: u32): void {
    this.mixer.learn(bit);
    this.contexts.learn(this.node, bit);
    this.match.learn(bit);
  }

  protected perceiveBit(bit: u32): void {}

  protected perceiveNibble(): void {
    this.contexts.select(this.partial, this.learning);
  }

  protected perceiveByte(byte: u32): void {
    const h = this.history;
    this.view.perceive(byte, this.learning);
    this.list.start();
    this.view.list(this.list);
    this.match.perceiveByte(hash2(h.c4, h.c8 & 0xffff), this.learning);
  }
}
