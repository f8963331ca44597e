import { HashedContexts } from './context/hashed-contexts.js';
import { History } from './context/history.js';
import { Instructions } from './context/instructions.js';
import { Match } from './context/match.js';
import { PLACES, Text } from './context/text.js';
import { ContextMixing } from './context-mixing.js';
import { SingleMixer } from './mixing/single-mixer.js';
import { hash2, hash3, sizeBits } from './numbers.js';

const KIND_TEXT = 1;
const KIND_X86 = 3;
const KIND_WORDS = 9;
const CONTEXTS = 8;
const CERTAINTIES = 7;

/** cm-fast: eight contexts, a match, one set of weights. Twin of kernel/models/cm/fast.ts. */
export class CmFast extends ContextMixing {
  private readonly isText: boolean;
  private readonly text: Text;
  private readonly instructions: Instructions | undefined;
  private readonly contexts: HashedContexts;
  private readonly mixer = new SingleMixer(CONTEXTS + Match.INPUTS, 256 * PLACES * CERTAINTIES, 0.004);

  /** @param size bytes of content expected. @param kind, stride as in kernel/views/kinds.ts. */
  constructor(size: number, kind: number, stride: number) {
    const bits = sizeBits(size, 10, 22);
    const history = new History(bits);
    super(history, new Match(history, 6, Math.min(bits, 18)));
    this.isText = kind === KIND_TEXT || kind === KIND_WORDS;
    if (kind === KIND_X86) this.instructions = new Instructions();
    this.text = new Text(history, kind === KIND_WORDS ? stride : 0);
    this.contexts = new HashedContexts(CONTEXTS, Math.min(bits - 2, 18));
    this.contexts.inputs = this.mixer.claim(CONTEXTS, 1, 0.2);
    this.match.inputs = this.mixer.claim(1, Match.INPUTS, 0.25);
    this.contexts.select(true);
  }

  protected mix(): number {
    this.contexts.predictPlain(this.node);
    this.match.predict(this.partial, this.bits);
    this.mixer.select(this.partial + 256 * (this.text.place + PLACES * this.certainty()));
    return this.mixer.predict();
  }

  private certainty(): number {
    const reached = (value: number, steps: readonly number[]) => steps.filter((step) => value >= step).length;
    if (this.match.strength === 0) return reached(this.contexts.known, [4, 6, 7]);
    return 4 + reached(this.match.length, [12, 24]);
  }

  protected adapt(bit: number): void {
    this.mixer.learn(bit);
    this.contexts.learn(this.node, bit);
    this.match.learn(bit);
  }

  protected perceiveNibble(): void {
    if (this.partial === 1) this.contexts.select(this.learning);
    else this.contexts.selectSecond(this.partial, this.learning);
  }

  protected perceiveByte(byte: number): void {
    this.text.perceive(byte);
    this.instructions?.perceive(byte, this.learning);
    const list = this.isText ? this.textContexts() : this.byteContexts();
    list.forEach((context, i) => {
      this.contexts.set(i, context);
    });
    this.match.perceiveByte(this.order6(), this.learning);
  }

  private order6(): number {
    return hash2(this.history.last4, this.history.last8 & 0xffff);
  }

  private textContexts(): number[] {
    const t = this.text;
    const c4 = this.history.last4;
    return [
      hash2(0, 0),
      hash2(c4 & 0xffff, 1),
      hash2(c4 & 0xffffff, 2),
      hash3((c4 & 0xffff0000) >>> 0, this.history.last8 & 0xff, 3),
      hash3(t.word, t.word1, 4),
      hash3(t.word, t.gap, 5),
      hash3(t.word, t.outline & 0xffffff, 6),
      hash3(t.open, t.depth, ((c4 & 0xff) << 8) | 7),
    ];
  }

  private byteContexts(): number[] {
    const c4 = this.history.last4;
    return [
      hash2(c4 & 0xff, 0),
      hash2(c4 & 0xffff, 1),
      hash2(c4 & 0xffffff, 2),
      hash2(c4, 3),
      this.order6(),
      ...(this.instructions === undefined ? this.sparse() : this.ofCode(this.instructions)),
    ];
  }

  private sparse(): number[] {
    const c4 = this.history.last4;
    return [hash2(c4 & 0xff00, 5), hash2(c4 & 0xffff00, 6), hash2((c4 & 0xf0f0f0f0) >>> 0, 7)];
  }

  private ofCode({ head, place, shape, shapes }: Instructions): number[] {
    return [hash2(place, shape), head, hash3(head, shapes[0], shapes[1])];
  }
}
